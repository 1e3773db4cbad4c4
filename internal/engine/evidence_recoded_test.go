package engine

import (
	"strings"
	"testing"

	"articula/internal/qda"
)

func TestEvidenceKeepsTheCodeOfEveryCoding(t *testing.T) {
	a, b, k, l := qda.ID{2}, qda.ID{1}, qda.ID{8}, qda.ID{9}
	e := evidence{codings: []placed{{a, k, qda.Span{Start: 3, End: 9}}, {b, l, qda.Span{Start: 0, End: 2}}}, codes: map[qda.ID]string{}}
	now := map[qda.ID]qda.Coding{}
	for _, c := range e.codings {
		now[c.id] = qda.Coding{ID: c.id, CodeID: c.code, Span: c.Span}
	}
	judge := func(stored string) Staleness {
		return decodeEvidence(stored).since(2, func(id qda.ID) (qda.Coding, bool) { c, ok := now[id]; return c, ok },
			func(qda.ID) (qda.Code, bool) { return qda.Code{}, false }, func(qda.ID) bool { return true }).Staleness
	}
	if s := judge(e.encode()); s != (Staleness{Known: true}) {
		t.Errorf("unchanged: %+v", s)
	}
	c := now[a]
	c.CodeID = l
	now[a] = c
	if s := judge(e.encode()); s != (Staleness{Known: true, Recoded: 1}) || s.Fresh() {
		t.Errorf("recoded: %+v, fresh %v", s, s.Fresh())
	}
	// what was written when codes were not kept is not judged by them
	old := `{"codings":"` + b.String() + ":0-2 " + a.String() + `:3-9","codes":""}`
	if s := judge(old); s != (Staleness{Known: true}) {
		t.Errorf("without codes: %+v", s)
	}
	if !strings.Contains(e.encode(), `"codings":"`+b.String()+":0-2 "+a.String()+`:3-9"`) {
		t.Errorf("kept as %s", e.encode())
	}
}
