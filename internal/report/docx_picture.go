package report

import (
	"fmt"
	"strings"
)

const (
	drawingML      = "http://schemas.openxmlformats.org/drawingml/2006/main"
	drawingPlace   = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
	drawingPicture = "http://schemas.openxmlformats.org/drawingml/2006/picture"

	// how many of the units of drawings a twentieth of a point has
	drawingUnits = 635
	// what a heading and the caption of a picture take of the height of a page, in twentieths
	// of a point: they stay with the picture, and none of them alone on a page
	captionRoom = 2000
)

// mediaName is where a picture lies beside the text, mediaRel what the text calls it.
func mediaName(i int) string { return fmt.Sprintf("media/image%d.png", i+1) }
func mediaRel(i int) string  { return fmt.Sprintf("picture%d", i+1) }

// picture puts a picture in dots as large as the page takes it, under its title.
// Who cannot see it is told what it shows.
func (x *docxWriter) picture(pic Picture) error {
	var dots strings.Builder
	if err := PNG(&dots, pic); err != nil {
		return err
	}
	title, description := pic.said()
	d := pic.draw()
	i := len(x.pictures)
	x.pictures = append(x.pictures, dots.String())
	x.paragraph("Caption", []Run{{Text: title}})
	wide, high := x.width, x.width*int(d.height)/int(d.width)
	if most := x.height - captionRoom; high > most {
		wide, high = most*int(d.width)/int(d.height), most
	}
	size := fmt.Sprintf(`cx="%d" cy="%d"`, wide*drawingUnits, high*drawingUnits)
	about := fmt.Sprintf(`id="%d" name="%s" descr="%s"`, i+1, xmlText(title), xmlText(strings.TrimSpace(title+". "+description)))
	fmt.Fprintf(&x.doc, `<w:p><w:pPr><w:spacing w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent %s/><wp:docPr %s/>`, size, about)
	x.doc.WriteString(`<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="` + drawingPicture + `"><pic:pic>`)
	fmt.Fprintf(&x.doc, `<pic:nvPicPr><pic:cNvPr %s/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="%s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`, about, mediaRel(i))
	fmt.Fprintf(&x.doc, `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext %s/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`, size)
	return nil
}
