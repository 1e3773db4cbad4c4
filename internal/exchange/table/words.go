package table

// words are what a workbook says of itself.
type words struct {
	dictionary, sheet, column, kind, meaning string
	continued, cell, part, text              string
	types                                    map[Type]string
}

var languages = map[string]words{
	"en": {dictionary: "Dictionary", sheet: "sheet", column: "column", kind: "type", meaning: "meaning", continued: "Continued", cell: "cell", part: "part", text: "text",
		types: map[Type]string{Text: "text", Integer: "integer", Number: "number", Date: "date", Boolean: "boolean"}},
	"es": {dictionary: "Diccionario", sheet: "hoja", column: "columna", kind: "tipo", meaning: "significado", continued: "Continuación", cell: "celda", part: "parte", text: "texto",
		types: map[Type]string{Text: "texto", Integer: "entero", Number: "número", Date: "fecha", Boolean: "sí o no"}},
	"fr": {dictionary: "Dictionnaire", sheet: "feuille", column: "colonne", kind: "type", meaning: "signification", continued: "Suite", cell: "cellule", part: "partie", text: "texte",
		types: map[Type]string{Text: "texte", Integer: "entier", Number: "nombre", Date: "date", Boolean: "oui ou non"}},
	"pt": {dictionary: "Dicionário", sheet: "planilha", column: "coluna", kind: "tipo", meaning: "significado", continued: "Continuação", cell: "célula", part: "parte", text: "texto",
		types: map[Type]string{Text: "texto", Integer: "inteiro", Number: "número", Date: "data", Boolean: "sim ou não"}},
}

// wordsOf are in the language of the first table, else in English.
func wordsOf(tables []Table) words {
	if len(tables) > 0 {
		if w, ok := languages[tables[0].Lang]; ok {
			return w
		}
	}
	return languages["en"]
}
