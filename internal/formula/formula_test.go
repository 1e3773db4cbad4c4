package formula_test

import (
	"testing"

	"pgregory.net/rapid"

	"articula/internal/formula"
)

func TestGuard(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-a": "'-a", "@x": "'@x", "\t=1": "'\t=1", "\r": "'\r", "＝1": "'＝1", "'=1": "''=1",
		"": "", "plain": "plain", "'quoted'": "'quoted'", "a=b": "a=b", "'": "'",
	} {
		if got := formula.Guard(in); got != want {
			t.Errorf("Guard(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestUnguardIsTheInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune("'=+-@\ta1 ＝"))).Draw(t, "s")
		if got := formula.Unguard(formula.Guard(s)); got != s {
			t.Fatalf("%q → %q → %q", s, formula.Guard(s), got)
		}
	})
}
