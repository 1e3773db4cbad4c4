package report

import (
	"fmt"
	"time"
)

// What every word-processor file has beside its text.
const (
	xmlHead    = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordML     = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	officeRels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

	contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
		`<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>` +
		`<Override PartName="/word/endnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

	packageRels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + officeRels + `/officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

	docxSettings = `<w:settings xmlns:w="` + wordML + `"><w:endnotePr><w:numFmt w:val="decimal"/><w:endnote w:id="-1"/><w:endnote w:id="0"/></w:endnotePr><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`

	// the line between text and notes must be said, as notes -1 and 0
	endnotesOpen = `<w:endnotes xmlns:w="` + wordML + `"><w:endnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:endnote><w:endnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:endnote>`
)

// documentRels say which parts the text needs.
func documentRels(pictures int) string {
	s := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="` + officeRels + `/styles" Target="styles.xml"/>` +
		`<Relationship Id="rId2" Type="` + officeRels + `/endnotes" Target="endnotes.xml"/>` +
		`<Relationship Id="rId3" Type="` + officeRels + `/settings" Target="settings.xml"/>`
	for i := range pictures {
		s += `<Relationship Id="` + mediaRel(i) + `" Type="` + officeRels + `/image" Target="` + mediaName(i) + `"/>`
	}
	return s + `</Relationships>`
}

func coreProperties(d Document, at time.Time) string {
	when := at.UTC().Format("2006-01-02T15:04:05Z")
	return `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		"<dc:title>" + xmlText(d.Title) + "</dc:title><dc:creator>Articula</dc:creator><dc:language>" + xmlText(d.Lang) + "</dc:language>" +
		fmt.Sprintf(`<dcterms:created xsi:type="dcterms:W3CDTF">%[1]s</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">%[1]s</dcterms:modified></cp:coreProperties>`, when)
}

// docxStyles are the styles that the text names; sizes are in half points.
func docxStyles(lang string) string {
	s := `<w:styles xmlns:w="` + wordML + `"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri" w:eastAsia="Calibri"/><w:sz w:val="22"/><w:lang w:val="` + xmlText(lang) + `"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>`
	paragraph := func(id, name, props, run string) {
		s += fmt.Sprintf(`<w:style w:type="paragraph" w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>`, id, name, props, run)
	}
	paragraph("Title", "Title", `<w:spacing w:after="120"/>`, `<w:b/><w:sz w:val="40"/>`)
	paragraph("Subtitle", "Subtitle", `<w:spacing w:after="240"/>`, `<w:color w:val="555555"/>`)
	for i, size := range []int{32, 27, 24, 22} {
		paragraph(fmt.Sprintf("Heading%d", i+1), fmt.Sprintf("heading %d", i+1), fmt.Sprintf(`<w:keepNext/><w:spacing w:before="%d" w:after="80"/><w:outlineLvl w:val="%d"/>`, 360-60*i, i), fmt.Sprintf(`<w:b/><w:sz w:val="%d"/>`, size))
	}
	paragraph("Caption", "caption", `<w:keepNext/><w:spacing w:before="200" w:after="60"/>`, `<w:b/>`)
	paragraph("TableText", "Table Text", `<w:spacing w:before="20" w:after="40" w:line="240" w:lineRule="auto"/>`, `<w:sz w:val="19"/>`)
	paragraph("EndnoteText", "endnote text", `<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>`, `<w:sz w:val="18"/>`)
	s += `<w:style w:type="character" w:styleId="EndnoteReference"><w:name w:val="endnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>`
	border := ""
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		border += `<w:` + side + ` w:val="single" w:sz="4" w:space="0" w:color="A0A8B4"/>`
	}
	return s + `<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
		`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>` + border + `</w:tblBorders></w:tblPr></w:style></w:styles>`
}
