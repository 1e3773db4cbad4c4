package extract

func readPDF(d *draft, data []byte) error { return errEngine(nil) }
