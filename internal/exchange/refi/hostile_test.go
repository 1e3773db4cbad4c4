package refi

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"strings"
	"testing"

	"articula/internal/qda"
)

const smallProject = `<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="P"><Sources><TextSource guid="00000000-0000-4000-8000-000000000001" name="T" plainTextPath="internal://t.txt"/></Sources></Project>`

type member struct {
	name string
	body string
	set  func(*zip.FileHeader)
}

func archiveOf(t testing.TB, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		h := &zip.FileHeader{Name: m.name, Method: zip.Deflate}
		if m.set != nil {
			m.set(h)
		}
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(m.body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// readAll opens a file and reads everything that it holds.
func readAll(b []byte, l Limits) error {
	ctx := context.Background()
	f, err := Open(ctx, bytes.NewReader(b), int64(len(b)), "theirs.qdpx", l)
	if err != nil {
		return err
	}
	if f.Root.Name == "CodeBook" {
		_, _, err = DecodeCodebook(f)
		return err
	}
	_, err = Decode(ctx, f, DecodeOptions{})
	return err
}

// Rule 14: archives of every kind, honest and not.
func TestRule14Archives(t *testing.T) {
	project := member{"project.qde", smallProject, nil}
	text := member{"sources/t.txt", "hello", nil}
	for name, c := range map[string]struct {
		b    []byte
		kind qda.Kind
	}{
		"plain":                     {archiveOf(t, project, text), ""},
		"upper case":                {archiveOf(t, member{"Project.QDE", smallProject, nil}, member{"Sources/T.TXT", "hello", nil}), ""},
		"named after the project":   {archiveOf(t, member{"My study.qde", smallProject, nil}, text), ""},
		"in a folder":               {archiveOf(t, member{"study/project.qde", smallProject, nil}, member{"study/sources/t.txt", "hello", nil}), ""},
		"backslashes":               {archiveOf(t, project, member{`Sources\t.txt`, "hello", nil}), ""},
		"stored":                    {archiveOf(t, member{"project.qde", smallProject, func(h *zip.FileHeader) { h.Method = zip.Store }}, text), ""},
		"litter":                    {archiveOf(t, project, text, member{"__MACOSX/project.qde", "x", nil}, member{".DS_Store", "x", nil}, member{"sources/.root", "", nil}, member{"sources/", "", nil}), ""},
		"missing source":            {archiveOf(t, project), ""},
		"two projects":              {archiveOf(t, project, member{"other.qde", smallProject, nil}), qda.Invalid},
		"no project":                {archiveOf(t, text), qda.Unsupported},
		"outside":                   {archiveOf(t, project, member{"../../etc/cron.d/x", "x", nil}), qda.Invalid},
		"outside, backslashes":      {archiveOf(t, project, member{`..\..\x`, "x", nil}), qda.Invalid},
		"from the root":             {archiveOf(t, project, member{"/etc/passwd", "x", nil}), qda.Invalid},
		"a drive":                   {archiveOf(t, project, member{`C:\x`, "x", nil}), qda.Invalid},
		"a zero in a name":          {archiveOf(t, project, member{"sources/a\x00b", "x", nil}), qda.Invalid},
		"a link":                    {archiveOf(t, project, member{"sources/l", "/etc/passwd", func(h *zip.FileHeader) { h.SetMode(fs.ModeSymlink | 0o777) }}), qda.Invalid},
		"the same name twice":       {archiveOf(t, project, text, text), qda.Invalid},
		"names that differ in case": {archiveOf(t, project, text, member{"Sources/T.txt", "other", nil}), qda.Invalid},
		"a password":                {archiveOf(t, member{"project.qde", smallProject, func(h *zip.FileHeader) { h.Flags |= 1 }}), qda.Unsupported},
		"no archive":                {[]byte("PK and then nothing"), qda.Damaged},
		"no XML":                    {[]byte("just a text"), qda.Unsupported},
		"another XML":               {[]byte("<html/>"), qda.Unsupported},
		"nothing":                   {nil, qda.Unsupported},
	} {
		if err := readAll(c.b, DefaultLimits()); qda.KindOf(err) != c.kind {
			t.Errorf("%s: %v, want %q", name, err, c.kind)
		}
	}
	for code, b := range map[string][]byte{
		"refi.outside":   archiveOf(t, project, member{"../../etc/cron.d/x", "x", nil}),
		"refi.link":      archiveOf(t, project, member{"sources/l", "/etc/passwd", func(h *zip.FileHeader) { h.SetMode(fs.ModeSymlink | 0o777) }}),
		"refi.same_name": archiveOf(t, project, text, text),
		"refi.doctype":   archiveOf(t, member{"project.qde", "<!DOCTYPE x>" + smallProject, nil}),
	} {
		if err := readAll(b, DefaultLimits()); !errors.Is(err, &qda.Error{Kind: qda.Invalid, Code: code}) {
			t.Errorf("%v, want %s", err, code)
		}
	}
	whole := archiveOf(t, project, member{"sources/t.txt", strings.Repeat("a line of text\n", 200), nil})
	for n := 4; n < len(whole); n += 7 {
		if err := readAll(whole[:n], DefaultLimits()); qda.KindOf(err) != qda.Damaged {
			t.Fatalf("cut at %d of %d: %v", n, len(whole), err)
		}
	}
}

func TestRule14SourcesAreFoundHoweverTheyAreNamed(t *testing.T) {
	b := archiveOf(t, member{"project.qde", smallProject, nil}, member{"Sources/My Text é.txt", "hello", nil})
	f := openBytes(t, b, "x.qdpx")
	for _, ref := range []string{"internal://My Text é.txt", "internal://Sources/My Text é.txt", "internal:/my text É.txt", "sources/My Text é.txt", "My Text é.txt", "internal://My%20Text%20%C3%A9.txt", `internal://sources\My Text é.txt`} {
		if got, err := f.Source(context.Background(), strings.ReplaceAll(ref, "É", "é")); err != nil || string(got) != "hello" {
			t.Errorf("%s: %q %v", ref, got, err)
		}
	}
	for _, ref := range []string{"relative:///x.mp4", "absolute:///C:/x.mp4", "absolute://E:/x", "file:///x", `C:\x`} {
		if _, err := f.Source(context.Background(), ref); err != errOutside {
			t.Errorf("%s: %v", ref, err)
		}
	}
	for _, ref := range []string{"internal://../project.qde", "internal://", "", "internal://absent.txt"} {
		if b, err := f.Source(context.Background(), ref); err == nil && ref != "internal://../project.qde" {
			t.Errorf("%s: %q", ref, b)
		}
	}
}

// Bombs end in one sentence, and in bounded memory.
func TestRule14Bombs(t *testing.T) {
	big := strings.Repeat("0", 80<<20)
	for name, b := range map[string][]byte{
		"one file grows beyond all measure": archiveOf(t, member{"project.qde", smallProject, nil}, member{"sources/t.txt", big, nil}),
		"the project itself does":           archiveOf(t, member{"project.qde", smallProject + big, nil}),
		"a size that is not true":           lying(t, archiveOf(t, member{"project.qde", smallProject, nil}, member{"sources/t.txt", strings.Repeat("0", 1<<20), nil})),
		"many files":                        many(t, 20_100),
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		l := DefaultLimits()
		l.XMLBytes = 64 << 20
		err := readAll(b, l)
		runtime.ReadMemStats(&after)
		if k := qda.KindOf(err); k != qda.Invalid && k != qda.Damaged {
			t.Errorf("%s: %v", name, err)
		}
		if used := int64(after.TotalAlloc-before.TotalAlloc) >> 20; used > 512 {
			t.Errorf("%s: %d MB were asked for", name, used)
		}
	}
}

// lying makes the directory of an archive declare smaller sizes than there are.
func lying(t testing.TB, b []byte) []byte {
	t.Helper()
	out := bytes.Clone(b)
	for at := 0; ; {
		i := bytes.Index(out[at:], []byte("PK\x01\x02"))
		if i < 0 {
			return out
		}
		at += i
		if size := binary.LittleEndian.Uint32(out[at+24:]); size > 1000 {
			binary.LittleEndian.PutUint32(out[at+24:], 10)
		}
		at += 4
	}
}

func many(t testing.TB, n int) []byte {
	members := []member{{"project.qde", smallProject, nil}}
	for i := range n {
		members = append(members, member{fmt.Sprintf("sources/%d.txt", i), "x", nil})
	}
	return archiveOf(t, members...)
}

// hollow is an archive with long runs of zeros, which take no place.
type hollow struct {
	size  int64
	parts []hollowPart
}

type hollowPart struct {
	at int64
	b  []byte
}

func (h *hollow) Write(b []byte) (int, error) {
	if len(bytes.Trim(b, "\x00")) > 0 {
		h.parts = append(h.parts, hollowPart{h.size, bytes.Clone(b)})
	}
	h.size += int64(len(b))
	return len(b), nil
}

func (h *hollow) ReadAt(b []byte, at int64) (int, error) {
	clear(b)
	for _, p := range h.parts {
		if from, to := max(at, p.at), min(at+int64(len(b)), p.at+int64(len(p.b))); from < to {
			copy(b[from-at:to-at], p.b[from-p.at:to-p.at])
		}
	}
	if at+int64(len(b)) > h.size {
		return int(max(0, h.size-at)), io.EOF
	}
	return len(b), nil
}

// The standard ends at 2,147,483,647 bytes for a source: one more is refused unread.
func TestRule14ASourceOfTwoGigabytesIsRefused(t *testing.T) {
	var h hollow
	z := zip.NewWriter(&h)
	w, err := z.Create("project.qde")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, smallProject); err != nil {
		t.Fatal(err)
	}
	const size = 1 << 31
	if w, err = z.CreateRaw(&zip.FileHeader{Name: "sources/t.txt", Method: zip.Store, CompressedSize64: size, UncompressedSize64: size}); err != nil {
		t.Fatal(err)
	}
	zeros := make([]byte, 1<<20)
	for n := 0; n < size; n += len(zeros) {
		if _, err := w.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f, err := Open(context.Background(), &h, h.size, "theirs.qdpx", DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	_, err = Decode(context.Background(), f, DecodeOptions{})
	runtime.ReadMemStats(&after)
	if !errors.Is(err, &qda.Error{Kind: qda.Invalid, Code: "refi.entry_size"}) {
		t.Errorf("%v", err)
	}
	if used := int64(after.TotalAlloc-before.TotalAlloc) >> 20; used > 16 {
		t.Errorf("%d MB were asked for", used)
	}
}

// An archive of 65,536 files, the first number that its old directory cannot hold.
func TestRule14AnArchiveOfManyFilesIsRefused(t *testing.T) {
	b := many(t, 65_535) // with the project, 65,536
	if z, err := zip.NewReader(bytes.NewReader(b), int64(len(b))); err != nil || len(z.File) != 65_536 {
		t.Fatalf("%v", err)
	}
	if err := readAll(b, DefaultLimits()); !errors.Is(err, &qda.Error{Kind: qda.Invalid, Code: "refi.entries"}) {
		t.Errorf("%v", err)
	}
}

// Rule 13: XML in every legal form, and in none that is not needed.
func TestRule13XML(t *testing.T) {
	head := `<Project xmlns="urn:QDA-XML:project:1.0" name="`
	for name, c := range map[string]struct{ in, want string }{
		"references":            {head + `a &lt;&amp;&quot;&apos; &#233;&#x1F600;"/>`, `a <&"' é😀`},
		"line ends are spaces":  {head + "a\r\nb\tc\nd\re\"/>", "a b c d e"},
		"but not as references": {head + `a&#10;b&#9;c"/>`, "a\nb\tc"},
		"single quotes":         {strings.ReplaceAll(head, `"`, `'`) + `x'/>`, "x"},
		"a mark":                {"\ufeff" + head + `x"/>`, "x"},
		"comments and the like": {`<?xml version="1.0"?><!-- a > "b --><?pi x="y"?>` + head + `x" ><!-- "c --><![CDATA[ ]]></Project>`, "x"},
		"Latin 1":               {`<?xml version="1.0" encoding="ISO-8859-1"?>` + head + "\xe9\"/>", "é"},
		"a prefix":              {`<q:Project xmlns:q="urn:QDA-XML:project:0:10" name="x"/>`, "x"},
		"no namespace":          {`<Project name="x"/>`, "x"},
		"a long name":           {head + strings.Repeat("x", 10_000) + `"/>`, strings.Repeat("x", 10_000)},
		"UTF-16":                {utf16le(`<?xml version="1.0" encoding="utf-16"?>` + head + `é😀"/>`), "é😀"},
	} {
		f, err := Parse(context.Background(), []byte(c.in), name, DefaultLimits())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := f.Root.Attr("name"); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	for name, c := range map[string]struct {
		in   string
		kind qda.Kind
	}{
		"a document type":      {`<!DOCTYPE x [<!ENTITY a "b">]>` + head + `&a;"/>`, qda.Invalid},
		"an unknown reference": {head + `&nbsp;"/>`, qda.Damaged},
		"an attribute twice":   {head + `x" name="y"/>`, qda.Damaged},
		"cut":                  {head + `x"><Users>`, qda.Damaged},
		"two roots":            {head + `x"/>` + head + `y"/>`, qda.Damaged},
		"too deep":             {head + `x"><CodeBook><Codes>` + strings.Repeat(`<Code guid="00000000-0000-4000-8000-000000000001" name="c" isCodable="true">`, 2000), qda.Invalid},
		"a huge attribute":     {head + strings.Repeat("x", 2<<20) + `"/>`, qda.Invalid},
		"XML 1.1":              {`<?xml version="1.1"?>` + head + `x"/>`, qda.Damaged},
	} {
		if _, err := Parse(context.Background(), []byte(c.in), name, DefaultLimits()); qda.KindOf(err) != c.kind {
			t.Errorf("%s: %v, want %s", name, err, c.kind)
		}
	}
	l := DefaultLimits()
	l.Elements = 100
	if _, err := Parse(context.Background(), []byte(`<Project>`+strings.Repeat("<a/>", 200)+`</Project>`), "many", l); qda.KindOf(err) != qda.Invalid {
		t.Errorf("many elements: %v", err)
	}
	l.Elements = 3 // what stands in comments, sections and values is no element, nor is what ends one
	if _, err := Parse(context.Background(), []byte(`<?a <b?><Project name="<a/>"><!-- <a/><a/> --><a b='<c/>'></a><d><![CDATA[<a/><a/>]]></d></Project>`), "few", l); qda.AsError(err) != nil && qda.AsError(err).Code == "refi.elements" {
		t.Errorf("three elements: %v", err)
	}
}

// Three million elements are counted, not made: refusing them takes little more memory than
// the XML itself.
func TestElementsAreCountedBeforeAnyIsMade(t *testing.T) {
	const n = 3_000_000
	b := []byte(`<Project xmlns="urn:QDA-XML:project:1.0" name="x"><CodeBook><Codes>` + strings.Repeat("<a/>", n) + `</Codes></CodeBook></Project>`)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := Parse(context.Background(), b, "many", DefaultLimits())
	runtime.ReadMemStats(&after)
	if err == nil || qda.AsError(err).Code != "refi.elements" {
		t.Fatalf("%v", err)
	}
	if taken := after.TotalAlloc - before.TotalAlloc; taken > uint64(2*len(b)) {
		t.Errorf("%d MB were taken to refuse %d MB", taken>>20, len(b)>>20)
	}
}

func utf16le(s string) string {
	out := []byte{0xff, 0xfe}
	for _, r := range s {
		if r > 0xffff {
			r -= 0x10000
			out = binary.LittleEndian.AppendUint16(out, uint16(0xd800+r>>10))
			out = binary.LittleEndian.AppendUint16(out, uint16(0xdc00+r&0x3ff))
		} else {
			out = binary.LittleEndian.AppendUint16(out, uint16(r))
		}
	}
	return string(out)
}

// Writing and reading XML gives back what was written, whatever the texts are.
func TestXMLGivesBackWhatWasWritten(t *testing.T) {
	for _, s := range []string{"a\r\nb", "\t x \n", "<&>\"'", "]]>", "\u2028\u0085", "😀👩\u200d🔬", "\u202eabc", " "} {
		e := New("Project", "name", s).Add(textElement("Description", s))
		b, mended := Print(e, ProjectSpace)
		f, err := Parse(context.Background(), b, "x", DefaultLimits())
		if err != nil || mended > 0 {
			t.Fatal(err, mended)
		}
		if f.Root.Attr("name") != s || f.Root.KidText("Description") != s {
			t.Errorf("%q became %q and %q", s, f.Root.Attr("name"), f.Root.KidText("Description"))
		}
	}
	if b, mended := Print(New("Project", "name", "a\x01\ufffe\xffb"), ""); mended != 3 || !strings.Contains(string(b), "a\ufffd\ufffd\ufffdb") {
		t.Errorf("%d mended in %s", mended, b)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte(smallProject))
	f.Add(archiveOf(f, member{"project.qde", smallProject, nil}, member{"sources/t.txt", "hello", nil}))
	f.Add([]byte(`<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="{00000000-0000-4000-8000-000000000001}" name="x" isCodable="true"/></Codes></CodeBook>`))
	f.Add([]byte(everything))
	f.Fuzz(func(t *testing.T, b []byte) {
		l := DefaultLimits()
		l.XMLBytes, l.Inflated, l.EntryMax, l.Elements = 1<<20, 4<<20, 1<<20, 20_000
		ctx := context.Background()
		file, err := Open(ctx, bytes.NewReader(b), int64(len(b)), "x", l)
		if err != nil {
			if qda.KindOf(err) == qda.Internal {
				t.Fatal(err)
			}
			return
		}
		if file.Root.Name == "CodeBook" {
			_, _, err := DecodeCodebook(file)
			if qda.KindOf(err) == qda.Internal {
				t.Fatal(err)
			}
			return
		}
		work, err := Decode(ctx, file, DecodeOptions{})
		if err != nil {
			if qda.KindOf(err) == qda.Internal {
				t.Fatal(err)
			}
			return
		}
		if !work.Account.Balanced() {
			t.Errorf("%+v", work.Account.Entries)
		}
		for _, p := range []Positions{StandardPositions, NVivoPositions, OriginalPositions} {
			writeBundle(t, work, EncodeOptions{Origin: "x", Positions: p, SideCar: true})
		}
	})
}
