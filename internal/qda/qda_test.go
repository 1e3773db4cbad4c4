package qda_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"articula/internal/qda"
)

func TestNewIDIsVersion7AndSortsByTime(t *testing.T) {
	at := time.UnixMilli(0x0192_3456_789a)
	id := qda.NewID(at, bytes.NewReader(bytes.Repeat([]byte{0xff}, 16)))
	if want := "01923456-789a-7fff-bfff-ffffffffffff"; id.String() != want {
		t.Errorf("got %s, want %s", id, want)
	}
	later := qda.NewID(at.Add(time.Millisecond), bytes.NewReader(make([]byte, 16)))
	if later.String() <= id.String() {
		t.Errorf("%s does not sort after %s", later, id)
	}
}

func TestParseIDAcceptsTheFormsOfOtherTools(t *testing.T) {
	const want = "01923456-789a-7fff-bfff-ffffffffffff"
	for _, in := range []string{want, strings.ToUpper(want), "{" + want + "}", " " + want + "\n", strings.ReplaceAll(want, "-", "")} {
		id, err := qda.ParseID(in)
		if err != nil || id.String() != want {
			t.Errorf("ParseID(%q) = %v, %v", in, id, err)
		}
	}
	for _, in := range []string{"", "x", want + "0", want[:35], "01923456-789a-7fff-bfff-fffffffffffg", "01923456x789a-7fff-bfff-ffffffffffff"} {
		if _, err := qda.ParseID(in); err == nil {
			t.Errorf("ParseID(%q) was accepted", in)
		}
	}
}

// TestOrderBetweenAlwaysFindsAPlace inserts at random places a thousand times.
func TestOrderBetweenAlwaysFindsAPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := qda.OrderKeys("", rapid.IntRange(0, 90).Draw(t, "appended"))
		for range 60 {
			i := rapid.IntRange(0, len(keys)).Draw(t, "place")
			a, b := "", ""
			if i > 0 {
				a = keys[i-1]
			}
			if i < len(keys) {
				b = keys[i]
			}
			k := qda.OrderBetween(a, b)
			if k <= a || b != "" && k >= b {
				t.Fatalf("OrderBetween(%q, %q) = %q", a, b, k)
			}
			keys = append(keys[:i], append([]string{k}, keys[i:]...)...)
		}
	})
}

func TestOrderKeysStayShort(t *testing.T) {
	keys := qda.OrderKeys("", 5000)
	for i := 1; i < len(keys); i++ {
		if keys[i] <= keys[i-1] || len(keys[i]) > 6 {
			t.Fatalf("key %d is %q after %q", i, keys[i], keys[i-1])
		}
	}
}

func TestErrorSpeaksAndCompares(t *testing.T) {
	cause := errors.New("disk on fire")
	err := fmt.Errorf("while testing: %w", qda.E(qda.Conflict, "code.exists", "There is already a code {name}.", "name", "Trust").Because(cause))
	if !errors.Is(err, &qda.Error{Kind: qda.Conflict}) || !errors.Is(err, &qda.Error{Kind: qda.Conflict, Code: "code.exists"}) {
		t.Error("kind and code do not match")
	}
	if errors.Is(err, &qda.Error{Kind: qda.NotFound}) || errors.Is(err, &qda.Error{Kind: qda.Conflict, Code: "other"}) {
		t.Error("another kind or code matches")
	}
	if !errors.Is(err, cause) || qda.KindOf(err) != qda.Conflict || qda.KindOf(cause) != qda.Internal || qda.KindOf(nil) != "" {
		t.Error("cause or kind is lost")
	}
	if got := qda.AsError(err).Message(); got != "There is already a code Trust." {
		t.Errorf("message %q", got)
	}
	if strings.Contains(qda.AsError(cause).Message(), "fire") {
		t.Error("a foreign error's text reached the screen")
	}
}

func TestRecordsAreNamedOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range qda.Records() {
		if seen[r.Entity()] {
			t.Errorf("%s twice", r.Entity())
		}
		seen[r.Entity()] = true
	}
}

func TestSpan(t *testing.T) {
	a := qda.Span{Start: 2, End: 5}
	for _, c := range []struct {
		b                           qda.Span
		overlaps, touches, contains bool
		gap                         int
	}{
		{qda.Span{Start: 0, End: 2}, false, true, false, 0},
		{qda.Span{Start: 5, End: 6}, false, true, false, 0},
		{qda.Span{Start: 6, End: 7}, false, false, false, 1},
		{qda.Span{Start: 3, End: 4}, true, true, true, 0},
		{qda.Span{Start: 0, End: 9}, true, true, false, 0},
	} {
		if a.Overlaps(c.b) != c.overlaps || a.Touches(c.b) != c.touches || a.Contains(c.b) != c.contains || a.Gap(c.b) != c.gap {
			t.Errorf("%v and %v: %v %v %v %d", a, c.b, a.Overlaps(c.b), a.Touches(c.b), a.Contains(c.b), a.Gap(c.b))
		}
	}
	if a.Valid(4) || !a.Valid(5) || (qda.Span{Start: 1, End: 1}).Valid(5) {
		t.Error("Valid")
	}
}
