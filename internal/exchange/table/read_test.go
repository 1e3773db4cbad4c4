package table_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"articula/internal/exchange/table"
	"articula/internal/qda"
)

func TestTablesOfSpreadsheetsAreRead(t *testing.T) {
	want := []string{"Perú; Juntos", "2", "a \"b\""}
	for name, data := range map[string]string{
		"comma.csv":     "\uFEFFcase,number,note\n\"Perú; Juntos\",2,\"a \"\"b\"\"\"\n",
		"semicolon.csv": "case;number;note\r\n\"Perú; Juntos\";2;\"a \"\"b\"\"\"\r\n",
		"tab.tsv":       "case\tnumber\tnote\nPerú; Juntos\t2\t\"a \"\"b\"\"\"\n",
		"latin.csv":     "case,number,note\n\"Per\xfa; Juntos\",2,\"a \"\"b\"\"\"\n",
		"utf16.csv":     "\xff\xfe" + utf16("case,number,note\n\"Perú; Juntos\",2,\"a \"\"b\"\"\"\n"),
		"blank.csv":     "\n,,\ncase,number,note,,\n\n\"Perú; Juntos\",2,\"a \"\"b\"\"\"\n,,\n",
		"short.csv":     "case,number,note\n\"Perú; Juntos\",2,\"a \"\"b\"\"\"\n",
	} {
		sheets, err := table.Read(name, []byte(data))
		if err != nil || len(sheets) != 1 {
			t.Errorf("%s: %v", name, err)
			continue
		}
		s := sheets[0]
		if !slices.Equal(s.Header, []string{"case", "number", "note"}) || len(s.Rows) != 1 || !slices.Equal(s.Rows[0], want) {
			t.Errorf("%s: %q %q", name, s.Header, s.Rows)
		}
	}
	guarded, err := table.Read("g.csv", []byte("a,b\n'=1+1,'-3\n"))
	if err != nil || !slices.Equal(guarded[0].Rows[0], []string{"=1+1", "-3"}) {
		t.Errorf("%v %v", guarded, err)
	}
	multi, err := table.Read("m.csv", []byte("a,b\n\"x\ny\",1\nz,2\n"))
	if err != nil || multi[0].Rows[0][0] != "x\ny" || !slices.Equal(multi[0].Lines, []int{2, 4}) {
		t.Errorf("%+v %v", multi, err)
	}
}

func utf16(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

func TestWorkbooksAreReadSheetBySheet(t *testing.T) {
	f := excelize.NewFile()
	f.SetSheetRow("Sheet1", "A1", &[]any{"case", "number", "since"})
	f.SetSheetRow("Sheet1", "A2", &[]any{"Mali", 1, "2015-04"})
	f.SetSheetRow("Sheet1", "A4", &[]any{"Peru", 2.5})
	f.NewSheet("Empty")
	f.NewSheet("More")
	f.SetSheetRow("More", "B3", &[]any{"x", "y"})
	f.SetSheetRow("More", "B4", &[]any{"1", "2"})
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	sheets, err := table.Read("w.xlsx", b.Bytes())
	if err != nil || len(sheets) != 2 || sheets[1].Name != "More" {
		t.Fatalf("%+v %v", sheets, err)
	}
	s := sheets[0]
	if len(s.Rows) != 2 || !slices.Equal(s.Rows[0], []string{"Mali", "1", "2015-04"}) || !slices.Equal(s.Rows[1], []string{"Peru", "2.5", ""}) || s.Lines[1] != 4 {
		t.Errorf("%+v", s)
	}
}

func TestWhatIsNoTableIsRefused(t *testing.T) {
	for name, data := range map[string]string{"a.csv": "", "b.csv": "only,a,header\n", "c.xlsx": "PK\x03\x04 nonsense", "d.xlsx": "", "e.pdf": "%PDF"} {
		if _, err := table.Read(name, []byte(data)); err == nil || qda.KindOf(err) == qda.Internal {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a.csv", []byte("a,b\n1,2\n"))
	f.Add("a.csv", []byte("\xff\xfea"))
	f.Add("a.tsv", []byte("\"\t\n\""))
	f.Add("a.xlsx", []byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		sheets, err := table.Read(name, data)
		if err != nil {
			if qda.KindOf(err) == qda.Internal {
				t.Fatal(err)
			}
			return
		}
		for _, s := range sheets {
			if len(s.Rows) != len(s.Lines) {
				t.Fatalf("%d rows, %d lines", len(s.Rows), len(s.Lines))
			}
			for _, row := range s.Rows {
				if len(row) != len(s.Header) {
					t.Fatalf("a row of %d under a header of %d", len(row), len(s.Header))
				}
			}
		}
	})
}
