package refi

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
)

// everything is a valid project that holds each element of the standard, with its
// texts in it.
const everything = `<?xml version="1.0" encoding="UTF-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="Everything" creatingUserGUID="10000000-0000-4000-8000-000000000001" creationDateTime="2019-03-04T05:06:07+02:00" modifiedDateTime="2019-03-04T05:06:07.123456789" basePath="/Volumes/study">
<Users><User guid="10000000-0000-4000-8000-000000000001" name="Ana" id="A"/><User guid="{10000000-0000-4000-8000-00000000000B}" name="Ben"/></Users>
<CodeBook><Codes><Code guid="20000000-0000-4000-8000-000000000001" name="Top" isCodable="false"><Description>A folder</Description><NoteRef targetGUID="60000000-0000-4000-8000-000000000001"/>
 <Code guid="20000000-0000-4000-8000-000000000002" name="Leaf" isCodable="1" color="#AbC"/></Code><Code guid="20000000-0000-4000-8000-000000000003" name="Leaf" isCodable="true"/></Codes></CodeBook>
<Variables><Variable guid="30000000-0000-4000-8000-000000000001" name="age" typeOfVariable="Integer"><Description>years</Description></Variable><Variable guid="30000000-0000-4000-8000-000000000002" name="when" typeOfVariable="DateTime"/>
 <Variable guid="30000000-0000-4000-8000-000000000003" name="share" typeOfVariable="Float"/><Variable guid="30000000-0000-4000-8000-000000000004" name="yes" typeOfVariable="Boolean"/><Variable guid="30000000-0000-4000-8000-000000000005" name="day" typeOfVariable="Date"/></Variables>
<Cases><Case guid="40000000-0000-4000-8000-000000000001" name="Mali"><Description>A case</Description><CodeRef targetGUID="20000000-0000-4000-8000-000000000002"/>
 <VariableValue><VariableRef targetGUID="30000000-0000-4000-8000-000000000001"/><IntegerValue>+5</IntegerValue></VariableValue>
 <VariableValue><VariableRef targetGUID="30000000-0000-4000-8000-000000000002"/><DateTimeValue>2019-01-01T00:00:00</DateTimeValue></VariableValue>
 <VariableValue><VariableRef targetGUID="30000000-0000-4000-8000-000000000003"/><FloatValue>.50</FloatValue></VariableValue>
 <VariableValue><VariableRef targetGUID="30000000-0000-4000-8000-000000000004"/><BooleanValue>1</BooleanValue></VariableValue>
 <VariableValue><VariableRef targetGUID="30000000-0000-4000-8000-000000000005"/><TextValue>long ago</TextValue></VariableValue>
 <SourceRef targetGUID="50000000-0000-4000-8000-000000000001"/><SelectionRef targetGUID="51000000-0000-4000-8000-000000000001"/></Case>
 <Case guid="40000000-0000-4000-8000-000000000002"><VariableValue><VariableRef targetGUID="30000000-0000-4000-8000-000000000005"/><DateValue>2019-01-02Z</DateValue></VariableValue><VariableValue><VariableRef targetGUID="30000000-0000-4000-8000-000000000001"/></VariableValue><SourceRef targetGUID="50000000-0000-4000-8000-000000000002"/></Case></Cases>
<Sources><TextSource guid="50000000-0000-4000-8000-000000000001" name="One" creatingUser="10000000-0000-4000-8000-000000000001" creationDateTime="0001-01-01T00:00:00"><Description>First</Description><PlainTextContent>Uno dos tres cuatro cinco seis.&#13;
Siete ocho.</PlainTextContent>
 <PlainTextSelection guid="51000000-0000-4000-8000-000000000001" name="dos tres" startPosition="4" endPosition="12" creatingUser="10000000-0000-4000-8000-000000000001" creationDateTime="2019-01-01T10:00:00Z"><Description>a comment</Description>
  <Coding guid="52000000-0000-4000-8000-000000000001" creatingUser="10000000-0000-4000-8000-000000000001" creationDateTime="2019-01-01T10:00:00Z"><CodeRef targetGUID="20000000-0000-4000-8000-000000000002"/><NoteRef targetGUID="60000000-0000-4000-8000-000000000002"/></Coding>
  <Coding guid="52000000-0000-4000-8000-000000000002" creatingUser="{10000000-0000-4000-8000-00000000000b}"><CodeRef targetGUID="20000000-0000-4000-8000-000000000002"/></Coding>
  <Coding guid="52000000-0000-4000-8000-000000000003" creatingUser="10000000-0000-4000-8000-000000000001"><CodeRef targetGUID="20000000-0000-4000-8000-000000000002"/></Coding>
  <NoteRef targetGUID="60000000-0000-4000-8000-000000000002"/></PlainTextSelection>
 <PlainTextSelection guid="51000000-0000-4000-8000-000000000002" name="" startPosition="13" endPosition="19"/>
 <PlainTextSelection guid="51000000-0000-4000-8000-000000000003" startPosition="5" endPosition="5"><Coding guid="52000000-0000-4000-8000-000000000004"><CodeRef targetGUID="20000000-0000-4000-8000-000000000001"/></Coding></PlainTextSelection>
 <PlainTextSelection guid="51000000-0000-4000-8000-000000000004" name="Siete" startPosition="33" endPosition="38"><Coding guid="52000000-0000-4000-8000-000000000005"><CodeRef targetGUID="29999999-0000-4000-8000-000000000009"/></Coding></PlainTextSelection>
 <Coding guid="52000000-0000-4000-8000-000000000006" creatingUser="19999999-0000-4000-8000-000000000009"><CodeRef targetGUID="20000000-0000-4000-8000-000000000003"/></Coding><NoteRef targetGUID="60000000-0000-4000-8000-000000000009"/></TextSource>
 <PDFSource guid="50000000-0000-4000-8000-000000000002" name="Two" path="internal://absent.pdf" currentPath="/Volumes/two.pdf"><PDFSelection guid="51000000-0000-4000-8000-000000000005" page="0" firstX="1" firstY="2" secondX="3" secondY="4"><Representation guid="53000000-0000-4000-8000-000000000001"><PlainTextContent>words</PlainTextContent></Representation><Coding guid="52000000-0000-4000-8000-000000000007"><CodeRef targetGUID="20000000-0000-4000-8000-000000000002"/></Coding></PDFSelection>
  <Representation guid="53000000-0000-4000-8000-000000000002"><PlainTextContent>Text of the pages.</PlainTextContent><PlainTextSelection guid="51000000-0000-4000-8000-000000000005" name="of the" startPosition="5" endPosition="11"><Coding guid="52000000-0000-4000-8000-000000000008"><CodeRef targetGUID="20000000-0000-4000-8000-000000000002"/></Coding></PlainTextSelection></Representation>
  <Coding guid="52000000-0000-4000-8000-000000000010"><CodeRef targetGUID="20000000-0000-4000-8000-000000000003"/></Coding><VariableValue><VariableRef targetGUID="30000000-0000-4000-8000-000000000003"/><FloatValue>1.10</FloatValue></VariableValue></PDFSource>
 <PictureSource guid="50000000-0000-4000-8000-000000000003" path="internal://absent.png"><TextDescription guid="53000000-0000-4000-8000-000000000003"><PlainTextContent>A tree</PlainTextContent></TextDescription><PictureSelection guid="51000000-0000-4000-8000-000000000006" firstX="186" firstY="3" secondX="1" secondY="1"><Coding guid="52000000-0000-4000-8000-000000000009"><CodeRef targetGUID="20000000-0000-4000-8000-000000000002"/></Coding></PictureSelection></PictureSource>
 <VideoSource guid="50000000-0000-4000-8000-000000000004" name="" path="relative:///film.mp4"><Transcript guid="50000000-0000-4000-8000-000000000005" name="Film"><PlainTextContent>Hello there. Good bye.</PlainTextContent><SyncPoint guid="54000000-0000-4000-8000-000000000001" timeStamp="0" position="0"/><SyncPoint guid="54000000-0000-4000-8000-000000000002" position="12"/><SyncPoint guid="54000000-0000-4000-8000-000000000003" timeStamp="3600000"/><TranscriptSelection guid="51000000-0000-4000-8000-000000000007" name="Hello there." fromSyncPoint="54000000-0000-4000-8000-000000000001" toSyncPoint="54000000-0000-4000-8000-000000000002"><Coding guid="52000000-0000-4000-8000-000000000011"><CodeRef targetGUID="20000000-0000-4000-8000-000000000002"/></Coding></TranscriptSelection>
  <TranscriptSelection guid="51000000-0000-4000-8000-000000000008" fromSyncPoint="54000000-0000-4000-8000-000000000003"><Coding guid="52000000-0000-4000-8000-000000000012"><CodeRef targetGUID="20000000-0000-4000-8000-000000000002"/></Coding></TranscriptSelection></Transcript><VideoSelection guid="51000000-0000-4000-8000-000000000009" begin="2000" end="1000"><Coding guid="52000000-0000-4000-8000-000000000013"><CodeRef targetGUID="20000000-0000-4000-8000-000000000002"/></Coding></VideoSelection></VideoSource>
 <AudioSource guid="50000000-0000-4000-8000-000000000006" name="Sound" path="absolute:///C:/s.mp3"><AudioSelection guid="51000000-0000-4000-8000-000000000010" begin="0" end="0"/></AudioSource></Sources>
<Notes><Note guid="60000000-0000-4000-8000-000000000001" name="On Top" creatingUser="10000000-0000-4000-8000-000000000001"><PlainTextContent>About the folder</PlainTextContent></Note><Note guid="60000000-0000-4000-8000-000000000002" name="On a coding"><PlainTextContent>Why</PlainTextContent><PlainTextSelection guid="51000000-0000-4000-8000-000000000011" startPosition="0" endPosition="1"><Coding guid="52000000-0000-4000-8000-000000000014"><CodeRef targetGUID="20000000-0000-4000-8000-000000000002"/></Coding></PlainTextSelection></Note>
 <Note guid="60000000-0000-4000-8000-000000000003" name="Linked"/><Note guid="60000000-0000-4000-8000-000000000004"/></Notes>
<Links><Link guid="70000000-0000-4000-8000-000000000001" name="explains" direction="OneWay" color="#F00" originGUID="51000000-0000-4000-8000-000000000001" targetGUID="51000000-0000-4000-8000-000000000004"/><Link guid="70000000-0000-4000-8000-000000000002" name="is part of" originGUID="20000000-0000-4000-8000-000000000002" targetGUID="20000000-0000-4000-8000-000000000003"/>
 <Link guid="70000000-0000-4000-8000-000000000003" name="Memo-Quotation Relation" originGUID="60000000-0000-4000-8000-000000000003" targetGUID="51000000-0000-4000-8000-000000000001"/><Link guid="70000000-0000-4000-8000-000000000004"/></Links>
<Sets><Set guid="80000000-0000-4000-8000-000000000001" name="&lt;3"/><Set guid="80000000-0000-4000-8000-000000000002" name="Mixed"><Description>d</Description><MemberCode targetGUID="20000000-0000-4000-8000-000000000002"/><MemberSource targetGUID="50000000-0000-4000-8000-000000000001"/><MemberSource targetGUID="50000000-0000-4000-8000-000000000099"/><MemberNote targetGUID="60000000-0000-4000-8000-000000000001"/></Set></Sets>
<Graphs><Graph guid="90000000-0000-4000-8000-000000000001" name="G"><Vertex guid="91000000-0000-4000-8000-000000000001" representedGUID="20000000-0000-4000-8000-000000000002" name="v" firstX="1" firstY="2" shape="Star" color="#000"/><Edge guid="92000000-0000-4000-8000-000000000001" sourceVertex="91000000-0000-4000-8000-000000000001" targetVertex="91000000-0000-4000-8000-000000000001" lineStyle="dashed"/></Graph></Graphs>
<Description>All of it</Description><NoteRef targetGUID="60000000-0000-4000-8000-000000000004"/></Project>`

func TestEverythingIsValid(t *testing.T) {
	for _, f := range Check(openBytes(t, []byte(everything), "everything.qde").Root, 10) {
		t.Error(f)
	}
	xmllint(t, "Project.xsd", []byte(everything))
}

// Rules 1, 8 to 12, 15 to 17: a project with each element of the standard goes in
// and out and says the same.
func TestRule01EverythingComesOutAgain(t *testing.T) {
	before := openBytes(t, []byte(everything), "everything.qde").Root
	b := decode(t, openBytes(t, []byte(everything), "everything.qde"))
	archive := writeBundle(t, b, EncodeOptions{Origin: "Articula", Positions: OriginalPositions, SideCar: true})
	after := openBytes(t, archive, "out.qdpx")
	for _, d := range Diff(before, after.Root, 30, "Project/origin") {
		t.Error(d)
	}
	xmllint(t, "Project.xsd", projectXML(t, archive))
	twice := writeBundle(t, decode(t, openBytes(t, archive, "out.qdpx")), EncodeOptions{Origin: "Articula", Positions: OriginalPositions, SideCar: true})
	for _, d := range Diff(before, openBytes(t, twice, "out.qdpx").Root, 30, "Project/origin") {
		t.Error("the second time:", d)
	}
}

func recordOf[T qda.Record](t *testing.T, b *bundle.Bundle, guid string) T {
	t.Helper()
	id, _ := qda.ParseID(guid)
	for _, r := range bundle.Of[T](b) {
		if r.Key() == id {
			return r
		}
	}
	var none T
	t.Errorf("no %s %s", none.Entity(), guid)
	return none
}

func noted(b *bundle.Bundle, element, part string) bool {
	for _, e := range b.Account.Entries {
		for _, n := range e.Notes {
			if e.Element == element && strings.Contains(n.What, part) {
				return true
			}
		}
	}
	return false
}

func TestWhatEverythingBecomes(t *testing.T) {
	b := decode(t, openBytes(t, []byte(everything), "everything.qde"))
	// rule 9: codings of two people on one passage, each with its own
	one, two := recordOf[qda.Coding](t, b, "52000000-0000-4000-8000-000000000001"), recordOf[qda.Coding](t, b, "52000000-0000-4000-8000-000000000002")
	if one.Quote != "dos tres" || one.Span != two.Span || one.CoderID == two.CoderID || one.CreatedAt != "2019-01-01T10:00:00.000Z" {
		t.Errorf("%+v %+v", one, two)
	}
	// the same code by the same person on the same passage is kept, not doubled
	if !noted(b, "Coding", "same coder") {
		t.Error("a doubled coding is not reported")
	}
	// CR LF in the content counts two, so "Siete" begins at 33
	if c := recordOf[qda.Coding](t, b, "52000000-0000-4000-8000-000000000005"); c.Quote != "Siete" {
		t.Errorf("%q", c.Quote)
	}
	// rule 8: what a file refers to and does not have
	for element, part := range map[string]string{"Code": "placeholder", "User": "placeholder", "NoteRef": "not in the file", "MemberSource": "not in the file"} {
		if !noted(b, element, part) {
			t.Errorf("%s: nothing of %q", element, part)
		}
	}
	if c := recordOf[qda.Coding](t, b, "52000000-0000-4000-8000-000000000011"); c.Quote != "Hello there." {
		t.Errorf("a coding of a transcript: %q", c.Quote)
	}
	if c := recordOf[qda.Coding](t, b, "52000000-0000-4000-8000-000000000008"); c.Quote != "of the" {
		t.Errorf("a coding of the text of a PDF: %q", c.Quote)
	}
	if c := recordOf[qda.Coding](t, b, "52000000-0000-4000-8000-000000000006"); c.Start != 0 || !strings.HasPrefix(c.Quote, "Uno") {
		t.Errorf("a coding of a whole source: %+v", c)
	}
	values := map[string]bool{}
	for _, v := range bundle.Of[qda.AttributeValue](b) {
		values[v.Value] = true
	}
	for _, want := range []string{"5", "0.50", "true", "long ago", "2019-01-02", "1.10", "2019-01-01T00:00:00"} {
		if !values[want] {
			t.Errorf("no value %q in %v", want, values)
		}
	}
	if c := recordOf[qda.Code](t, b, "20000000-0000-4000-8000-000000000003"); c.Color != "" || c.Folder {
		t.Errorf("%+v", c)
	}
	if c := recordOf[qda.Code](t, b, "20000000-0000-4000-8000-000000000001"); !c.Folder || c.Definition != "A folder" {
		t.Errorf("%+v", c)
	}
	for guid, on := range map[string]string{"60000000-0000-4000-8000-000000000001": "code", "60000000-0000-4000-8000-000000000002": "coding", "60000000-0000-4000-8000-000000000003": "coding", "60000000-0000-4000-8000-000000000004": "project"} {
		if m := recordOf[qda.Memo](t, b, guid); m.Owner != on {
			t.Errorf("the memo %s hangs on %q, want %q", m.Title, m.Owner, on)
		}
	}
	if l := recordOf[qda.Link](t, b, "70000000-0000-4000-8000-000000000001"); l.Note != "explains" || l.To.Quote != "Siete" {
		t.Errorf("%+v", l)
	}
	for _, d := range bundle.Of[qda.Document](b) {
		if d.ID.IsZero() || d.Title == "" {
			t.Errorf("%+v", d)
		}
	}
}

// Rule 5 and 6: a source that counts UTF-16 units over lines with carriage returns
// and a mark, as NVivo writes it, is understood; it goes out byte for byte as it
// came, or in the way of the standard with the same words.
func TestRule06SourcesGoOutAsTheyCame(t *testing.T) {
	raw := "\ufeff😀 Uno dos\r\ntres 🌾 cuatro\r\ncinco seis siete ocho nueve diez"
	var sel strings.Builder
	for i, w := range []string{"Uno", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez"} {
		at := strings.Index(raw, w)
		start, end := slowPosition(raw, NVivo, at), slowPosition(raw, NVivo, at+len(w))
		sel.WriteString(`<PlainTextSelection guid="51000000-0000-4000-8000-00000000000` + itoa(i+1) + `" name="" startPosition="` + itoa(start) + `" endPosition="` + itoa(end) + `"><Coding guid="52000000-0000-4000-8000-00000000000` + itoa(i+1) + `"><CodeRef targetGUID="20000000-0000-4000-8000-000000000001"/></Coding></PlainTextSelection>`)
	}
	xml := `<Project xmlns="urn:QDA-XML:project:1.0" name="N" origin="NVivo 12.6"><CodeBook><Codes><Code guid="20000000-0000-4000-8000-000000000001" name="c" isCodable="true"/></Codes></CodeBook><Sources><TextSource guid="50000000-0000-4000-8000-000000000001" name="One" plainTextPath="internal://a.txt">` + sel.String() + `</TextSource></Sources></Project>`
	archive := archiveOf(t, member{"project.qde", xml, nil}, member{"Sources/a.txt", raw, nil})
	b := decode(t, openBytes(t, archive, "n.qdpx"))
	if len(b.Questions) != 1 || b.Questions[0].Confidence == string(Ambiguous) || !strings.HasPrefix(b.Questions[0].Choice, "utf16,crlf=2") {
		t.Errorf("%+v", b.Questions)
	}
	quotes := func(b *bundle.Bundle) string {
		var out []string
		for _, c := range bundle.Of[qda.Coding](b) {
			out = append(out, c.Quote)
		}
		return strings.Join(out, " ")
	}
	const want = "Uno tres cuatro cinco seis siete ocho nueve diez"
	if got := quotes(b); got != want {
		t.Errorf("%q", got)
	}
	before := openBytes(t, archive, "n.qdpx")
	for _, positions := range []Positions{OriginalPositions, StandardPositions, NVivoPositions} {
		out := openBytes(t, writeBundle(t, b, EncodeOptions{Origin: "x", Positions: positions}), "out.qdpx")
		text, err := out.Source(context.Background(), out.Root.Kid("Sources").Kids[0].Attr("plainTextPath"))
		if err != nil {
			t.Fatal(err)
		}
		if positions == OriginalPositions {
			if string(text) != raw {
				t.Errorf("the file became %q", text)
			}
			for _, d := range Diff(before.Root, out.Root, 5, "Project/origin") {
				t.Error(d)
			}
		} else if bytes.ContainsAny(text, "\r\ufeff") {
			t.Errorf("%s: %q", positions, text)
		}
		c := Standard
		if positions != StandardPositions {
			c = NVivo
		}
		again, err := Decode(context.Background(), out, DecodeOptions{Convention: map[string]Convention{"": c}})
		if err != nil {
			t.Fatal(err)
		}
		if got := quotes(again); got != want {
			t.Errorf("%s: %q", positions, got)
		}
	}
}
