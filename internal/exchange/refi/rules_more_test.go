package refi

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
	"articula/internal/qdatest"
	"articula/internal/textpos"
)

// guid is an identity for tests: the kind tells what it is of.
func guid(kind string, n int) string { return fmt.Sprintf("%s0000000-0000-4000-8000-%012d", kind, n) }

// projectOf is a project of the given parts, in the order of the schema.
func projectOf(parts ...string) string {
	return `<Project xmlns="urn:QDA-XML:project:1.0" name="P">` + strings.Join(parts, "") + `</Project>`
}

var (
	twoUsers = `<Users><User guid="` + guid("1", 1) + `" name="Ana"/><User guid="` + guid("1", 2) + `" name="Ben"/></Users>`
	twoCodes = `<CodeBook><Codes><Code guid="` + guid("2", 1) + `" name="a" isCodable="true"/><Code guid="` + guid("2", 2) + `" name="b" isCodable="true"/></Codes></CodeBook>`
)

// textSource is a source with its text in it and what else is given.
func textSource(text string, inside ...string) string {
	return `<Sources><TextSource guid="` + guid("5", 1) + `" name="One"><PlainTextContent>` + text + `</PlainTextContent>` + strings.Join(inside, "") + `</TextSource></Sources>`
}

func coding(n int, attrs, code string) string {
	return `<Coding guid="` + guid("c", n) + `"` + attrs + `><CodeRef targetGUID="` + code + `"/></Coding>`
}

func selection(n, start, end int, inside ...string) string {
	return fmt.Sprintf(`<PlainTextSelection guid="%s" startPosition="%d" endPosition="%d">%s</PlainTextSelection>`, guid("d", n), start, end, strings.Join(inside, ""))
}

// goesRound reads a project, writes it and reads that: it must be valid and say the
// same.
func goesRound(t *testing.T, xml string) *bundle.Bundle {
	t.Helper()
	b := decode(t, openBytes(t, []byte(xml), "p.qde"))
	archive := writeBundle(t, b, EncodeOptions{Origin: "x", Positions: OriginalPositions, SideCar: true})
	after := openBytes(t, archive, "out.qdpx")
	for _, d := range Diff(openBytes(t, []byte(xml), "p.qde").Root, after.Root, 20, "Project/origin") {
		t.Error(d)
	}
	if !b.Account.Balanced() {
		t.Errorf("%+v", b.Account.Entries)
	}
	return b
}

// Rule 3: whatever is written is valid, by our own check and by the published schema.
func TestRule03WhatIsWrittenIsValid(t *testing.T) {
	for name, xml := range map[string]string{
		"nothing":              projectOf(),
		"no codes":             projectOf(twoUsers, textSource("text")),
		"no users":             projectOf(twoCodes, textSource("text", selection(1, 0, 4, coding(1, "", guid("2", 1))))),
		"no sources":           projectOf(twoUsers, twoCodes),
		"empty sets":           projectOf(`<Sets><Set guid="` + guid("8", 1) + `" name="s"/></Sets>`),
		"what no schema knows": projectOf(`<tq:x xmlns:tq="urn:other" a="1"><y/></tq:x>`, textSource("text", `<PlainTextSelection guid="`+guid("d", 1)+`" startPosition="0" endPosition="2" quackdasX="1"/>`)),
		"broken values":        projectOf(`<CodeBook><Codes><Code guid="none" name="a" isCodable="maybe" color="red"/></Codes></CodeBook>`, textSource("text", selection(1, 0, 2))),
		"wrappers of nothing":  projectOf(`<Users/><CodeBook><Codes/></CodeBook><Sources/><Notes/><Links/><Sets/><Graphs/>`),
		"everything":           everything,
	} {
		t.Run(name, func(t *testing.T) {
			b := decode(t, openBytes(t, []byte(xml), "p.qde"))
			for _, o := range []EncodeOptions{{Origin: "x"}, {Origin: "x", Positions: NVivoPositions, SideCar: true}, {Origin: "x", Nameless: true}} {
				archive := writeBundle(t, b, o)
				for _, f := range Check(openBytes(t, archive, "out.qdpx").Root, 5) {
					t.Error(f)
				}
				xmllint(t, "Project.xsd", projectXML(t, archive))
			}
		})
	}
}

// Rule 5: a passage is the same words on both sides, however the file counts: read with
// the convention that it was written in, and written in each of ours.
func TestRule05PassagesAreTheSameWords(t *testing.T) {
	for name, raw := range conventionTexts() {
		for _, c := range Conventions() {
			t.Run(name+"/"+c.String(), func(t *testing.T) {
				var inside strings.Builder
				var want []string
				for i, w := range words(raw) {
					start, end := slowPosition(raw, c, w[0]), slowPosition(raw, c, w[1])
					if c.Inclusive {
						end--
					}
					inside.WriteString(selection(i+1, start, end, coding(i+1, "", guid("2", 1))))
					want = append(want, textpos.Normalise(strings.TrimPrefix(raw[w[0]:w[1]], "\ufeff")))
				}
				xml := projectOf(twoCodes, `<Sources><TextSource guid="`+guid("5", 1)+`" name="One" plainTextPath="internal://a.txt">`+inside.String()+`</TextSource></Sources>`)
				archive := archiveOf(t, member{"project.qde", xml, nil}, member{"sources/a.txt", raw, nil})
				quotes := func(archive []byte, o DecodeOptions) []string {
					b, err := Decode(context.Background(), openBytes(t, archive, "a.qdpx"), o)
					if err != nil {
						t.Fatal(err)
					}
					var out []string
					for _, k := range bundle.Of[qda.Coding](b) {
						out = append(out, k.Quote)
					}
					return out
				}
				o := DecodeOptions{Convention: map[string]Convention{"": c}}
				if got := quotes(archive, o); !slices.Equal(got, want) {
					t.Fatalf("read as %q, want %q", got, want)
				}
				b, err := Decode(context.Background(), openBytes(t, archive, "a.qdpx"), o)
				if err != nil {
					t.Fatal(err)
				}
				slices.Sort(want)
				for positions, out := range map[Positions]Convention{StandardPositions: Standard, NVivoPositions: NVivo, OriginalPositions: c} {
					again := quotes(writeBundle(t, b, EncodeOptions{Origin: "x", Positions: positions}), DecodeOptions{Convention: map[string]Convention{"": out}})
					if slices.Sort(again); !slices.Equal(again, want) {
						t.Errorf("%s: written as %q, want %q", positions, again, want)
					}
				}
			})
		}
	}
}

// Rule 8: what is referred to and not there gets a placeholder, and what has the
// identity of another one its own.
func TestRule08DanglingAndDoubledIdentities(t *testing.T) {
	b := goesRound(t, projectOf(twoCodes, textSource("one two three",
		selection(1, 0, 3, coding(1, ` creatingUser="`+guid("1", 9)+`"`, guid("2", 9))),
		`<NoteRef targetGUID="`+guid("6", 9)+`"/>`, `<VariableValue><VariableRef targetGUID="`+guid("3", 9)+`"/><TextValue>x</TextValue></VariableValue>`)))
	for element, part := range map[string]string{"Code": "placeholder", "User": "placeholder", "NoteRef": "not in the file", "VariableValue": "not in the file"} {
		if !noted(b, element, part) {
			t.Errorf("%s: nothing of %q", element, part)
		}
	}
	b = decode(t, openBytes(t, []byte(projectOf(`<CodeBook><Codes><Code guid="`+guid("2", 1)+`" name="a" isCodable="true"/><Code guid="`+guid("2", 1)+`" name="b" isCodable="true"/></Codes></CodeBook>`)), "p.qde"))
	if codes := bundle.Of[qda.Code](b); len(codes) != 2 || codes[0].ID == codes[1].ID || !noted(b, "Code", "same identity") {
		t.Errorf("two codes of one identity: %+v", codes)
	}
}

// Rule 9: codings of several people on one passage each keep who and when.
func TestRule09SeveralPeopleOnOnePassage(t *testing.T) {
	when := ` creationDateTime="2020-01-0%dT00:00:00Z"`
	b := goesRound(t, projectOf(twoUsers, twoCodes, textSource("one two",
		selection(1, 0, 3, coding(1, ` creatingUser="`+guid("1", 1)+`"`+fmt.Sprintf(when, 1), guid("2", 1)), coding(2, ` creatingUser="`+guid("1", 2)+`"`+fmt.Sprintf(when, 2), guid("2", 1))),
		selection(2, 0, 3, coding(3, ` creatingUser="`+guid("1", 2)+`"`+fmt.Sprintf(when, 3), guid("2", 2))))))
	list := bundle.Of[qda.Coding](b)
	if len(list) != 3 || list[0].CoderID == list[1].CoderID || list[1].CoderID != list[2].CoderID {
		t.Fatalf("%+v", list)
	}
	for i, c := range list {
		if c.CreatedAt != fmt.Sprintf("2020-01-0%dT00:00:00.000Z", i+1) || c.Quote != "one" {
			t.Errorf("%+v", c)
		}
	}
}

// Rule 10: times come out in the form in which they came in.
func TestRule10Times(t *testing.T) {
	for _, when := range []string{"2019-03-04T05:06:07", "2019-03-04T05:06:07Z", "2019-03-04T05:06:07+02:00", "2019-03-04T05:06:07.123456789-14:00", "0001-01-01T00:00:00", "2019-03-04T24:00:00"} {
		goesRound(t, projectOf(twoUsers, twoCodes, textSource("one two", selection(1, 0, 3, coding(1, ` creatingUser="`+guid("1", 1)+`" creationDateTime="`+when+`"`, guid("2", 1))))))
	}
}

// Rule 11: colours are read in both forms, and none is not black.
func TestRule11Colours(t *testing.T) {
	xml := projectOf(`<CodeBook><Codes><Code guid="` + guid("2", 1) + `" name="a" isCodable="true" color="#abc"/><Code guid="` + guid("2", 2) + `" name="b" isCodable="true" color="#ABCDEF"/><Code guid="` + guid("2", 3) + `" name="c" isCodable="true"/></Codes></CodeBook>`)
	var got []string
	for _, c := range bundle.Of[qda.Code](goesRound(t, xml)) {
		got = append(got, strings.ToLower(c.Color))
	}
	if !slices.Equal(got, []string{"#aabbcc", "#abcdef", ""}) {
		t.Errorf("%q", got)
	}
}

// Rule 12: values of every kind stay in the words of the file.
func TestRule12ValuesOfVariables(t *testing.T) {
	var vars, values strings.Builder
	for i, v := range [][2]string{
		{"Text", "<TextValue> a  b </TextValue>"}, {"Boolean", "<BooleanValue>1</BooleanValue>"}, {"Integer", "<IntegerValue>+5</IntegerValue>"}, {"Integer", "<IntegerValue>10000000000000000000000000000000000000000</IntegerValue>"},
		{"Float", "<FloatValue>1.10</FloatValue>"}, {"Float", "<FloatValue>.5</FloatValue>"}, {"Date", "<DateValue>2019-01-02+02:00</DateValue>"}, {"DateTime", "<DateTimeValue>2019-01-02T00:00:00</DateTimeValue>"},
		{"Integer", "<TextValue>many</TextValue>"}, {"Text", ""}, {"Text", "<TextValue></TextValue>"},
	} {
		fmt.Fprintf(&vars, `<Variable guid="%s" name="v%d" typeOfVariable="%s"/>`, guid("3", i), i, v[0])
		fmt.Fprintf(&values, `<VariableValue><VariableRef targetGUID="%s"/>%s</VariableValue>`, guid("3", i), v[1])
	}
	b := goesRound(t, projectOf(`<Variables>`+vars.String()+`</Variables>`, `<Cases><Case guid="`+guid("4", 1)+`" name="c">`+values.String()+`</Case></Cases>`))
	if n := len(bundle.Of[qda.AttributeValue](b)); n != 9 {
		t.Errorf("%d values, want 9: none and an empty one say nothing", n)
	}
}

// Rule 15: files outside are never opened; their places stay, and so do selections.
func TestRule15Paths(t *testing.T) {
	for _, path := range []string{"relative:///AR/x.mp4", "relative://x.mp4", "absolute:///C:/P/x.mp4", "absolute://E:/x.mp4", "/study/x.mp4", `C:\x.mp4`, "x.mp4", "internal://absent.mp4"} {
		b := goesRound(t, projectOf(twoCodes, `<Sources><VideoSource guid="`+guid("5", 1)+`" name="Film" path="`+path+`" currentPath="`+path+`"><VideoSelection guid="`+guid("d", 1)+`" begin="1" end="2">`+coding(1, "", guid("2", 1))+`</VideoSelection></VideoSource></Sources>`))
		if !noted(b, "VideoSource", "its file") {
			t.Errorf("%s: nothing is said of the file", path)
		}
		out := openBytes(t, writeBundle(t, b, EncodeOptions{Origin: "x", StripPaths: true}), "o.qdpx").Root.Kid("Sources").Kids[0]
		if strings.Contains(out.Attr("path")+out.Attr("currentPath"), "study") || strings.Contains(out.Attr("path")+out.Attr("currentPath"), "AR/") || strings.Contains(out.Attr("currentPath"), ":") {
			t.Errorf("%s: a place is left: %s %s", path, out.Attr("path"), out.Attr("currentPath"))
		}
		if len(out.All("VideoSelection")) != 1 {
			t.Errorf("%s: the selection is gone", path)
		}
	}
}

// Rule 16: areas of pages and pictures stay as they are, in whatever order and place
// their corners are; the text beside an area is read.
func TestRule16AreasOfPagesAndPictures(t *testing.T) {
	area := func(name string, n int, page string, corners [4]int, inside ...string) string {
		return fmt.Sprintf(`<%s guid="%s"%s firstX="%d" firstY="%d" secondX="%d" secondY="%d">%s</%s>`, name, guid("d", n), page, corners[0], corners[1], corners[2], corners[3], strings.Join(inside, ""), name)
	}
	xml := projectOf(twoCodes, `<Sources><PDFSource guid="`+guid("5", 1)+`" name="Pages" path="internal://a.pdf">`,
		area("PDFSelection", 1, ` page="0"`, [4]int{10, 700, 500, 680}, coding(1, "", guid("2", 1))), // a quote over two pages
		area("PDFSelection", 2, ` page="1"`, [4]int{500, 20, 10, 90}),
		area("PDFSelection", 3, ` page="7"`, [4]int{-5, -5, -5, -5}, coding(2, "", guid("2", 2))), // no size, outside of the box
		`<Representation guid="`+guid("7", 1)+`"><PlainTextContent>Text of two pages.</PlainTextContent>`, selection(1, 8, 17, coding(3, "", guid("2", 2))), `</Representation></PDFSource>`,
		`<PictureSource guid="`+guid("5", 2)+`" name="Turned" path="internal://a.png">`, area("PictureSelection", 4, "", [4]int{186, 3, 1, 40}, coding(4, "", guid("2", 1))), area("PictureSelection", 5, "", [4]int{0, 0, 0, 0}), `</PictureSource></Sources>`)
	b := goesRound(t, xml)
	if list := bundle.Of[qda.Coding](b); len(list) != 1 || list[0].Quote != "two pages" {
		t.Errorf("%+v", list)
	}
	if !noted(b, "Coding", "kept and written out again") {
		t.Error("nothing is said of the codings of areas")
	}
}

// Rule 17: times in recordings stay as they are: without a position or a moment, out of
// order, without ends, backwards, of no length.
func TestRule17TimesInRecordings(t *testing.T) {
	point := func(n int, attrs string) string { return `<SyncPoint guid="` + guid("e", n) + `"` + attrs + `/>` }
	passage := func(n int, attrs string, inside ...string) string {
		return `<TranscriptSelection guid="` + guid("d", n) + `"` + attrs + `>` + strings.Join(inside, "") + `</TranscriptSelection>`
	}
	ends := func(from, to int) string {
		return ` fromSyncPoint="` + guid("e", from) + `" toSyncPoint="` + guid("e", to) + `"`
	}
	b := goesRound(t, projectOf(twoCodes, `<Sources><AudioSource guid="`+guid("5", 1)+`" name="Sound" path="internal://a.mp3"><Transcript guid="`+guid("5", 2)+`" name="Words"><PlainTextContent>Hello there. Good bye.</PlainTextContent>`,
		point(1, ` timeStamp="5000" position="13"`), point(2, ` timeStamp="0" position="0"`), point(3, ` position="12"`), point(4, ` timeStamp="3600000"`), point(5, ""),
		passage(1, ends(2, 3), coding(1, "", guid("2", 1))), passage(2, "", coding(2, "", guid("2", 1))), passage(3, ends(3, 2), coding(3, "", guid("2", 1))), passage(4, ends(2, 2), coding(4, "", guid("2", 1))), passage(5, ends(2, 4), coding(5, "", guid("2", 1))),
		`</Transcript><AudioSelection guid="`+guid("d", 6)+`" begin="2000" end="1000">`, coding(6, "", guid("2", 1)), `</AudioSelection><AudioSelection guid="`+guid("d", 7)+`" begin="0" end="0"/></AudioSource></Sources>`))
	list := bundle.Of[qda.Coding](b)
	if len(list) != 1 || list[0].Quote != "Hello there." {
		t.Errorf("%+v", list)
	}
}

// Rule 18: deep trees of codes are read, those that no project has end in one sentence.
func TestRule18Depth(t *testing.T) {
	tree := func(depth int) string {
		var b strings.Builder
		for i := range depth {
			fmt.Fprintf(&b, `<Code guid="%s" name="c%d" isCodable="true">`, guid("2", i), i)
		}
		return projectOf(`<CodeBook><Codes>` + b.String() + strings.Repeat("</Code>", depth) + `</Codes></CodeBook>`)
	}
	if codes := bundle.Of[qda.Code](goesRound(t, tree(100))); len(codes) != 100 || codes[99].ParentID != codes[98].ID {
		t.Errorf("%d codes", len(codes))
	}
	if err := readAll([]byte(tree(2000)), DefaultLimits()); qda.KindOf(err) != qda.Invalid {
		t.Errorf("2,000 levels: %v", err)
	}
}

// Rule 19: reading a file twice gives the same identities, by which the project knows
// again what it has; the engine's test takes it in twice.
func TestRule19TheSameFileGivesTheSameIdentities(t *testing.T) {
	for _, xml := range []string{everything, projectOf(`<CodeBook><Codes><Code guid="none" name="a" isCodable="true"/></Codes></CodeBook>`, textSource("one two", selection(1, 0, 3, coding(1, "", guid("2", 7)))))} {
		rows := func() string {
			b, err := json.Marshal(decode(t, openBytes(t, []byte(xml), "p.qde")).Records)
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
		if a, b := rows(), rows(); a != b {
			t.Error("a second reading gives something else")
		}
	}
}

// Rule 22: another reader of XML counts the same in what is written as in the original.
func TestRule22AnotherReaderCountsTheSame(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("Python is not here")
	}
	path := qdatest.Shared(t, "refi-qda", "examples", "A2-atlasti-simple.qde")
	out := filepath.Join(t.TempDir(), "out.qde")
	archive := writeBundle(t, decode(t, openFile(t, path)), EncodeOptions{Origin: "Articula", SideCar: true})
	if err := os.WriteFile(out, projectXML(t, archive), 0o600); err != nil {
		t.Fatal(err)
	}
	const count = `
import sys, json, collections, xml.etree.ElementTree as tree
root = tree.parse(sys.argv[1]).getroot()
names = collections.Counter(e.tag.split('}')[-1] for e in root.iter())
names['guids'] = len({e.get('guid').strip('{}').lower() for e in root.iter() if e.get('guid')})
print(json.dumps(names, sort_keys=True))`
	var counts [2]map[string]int
	for i, p := range []string{path, out} {
		said, err := exec.Command(python, "-c", count, p).Output()
		if err != nil || json.Unmarshal(said, &counts[i]) != nil {
			t.Fatal(err, string(said))
		}
	}
	if counts[0]["Coding"] == 0 || fmt.Sprint(counts[0]) != fmt.Sprint(counts[1]) {
		t.Errorf("%v, then %v", counts[0], counts[1])
	}
}

// Each of the rules has a test named after it, here or in the engine.
func TestEveryRuleHasATest(t *testing.T) {
	var all strings.Builder
	for _, pattern := range []string{"*_test.go", filepath.Join("..", "..", "engine", "*_test.go")} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil || !utf8.Valid(b) {
				t.Fatal(f, err)
			}
			all.Write(b)
		}
	}
	for n := 1; n <= 22; n++ {
		if !strings.Contains(all.String(), fmt.Sprintf("func TestRule%02d", n)) {
			t.Errorf("rule %d has no test", n)
		}
	}
}
