package bridge

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"articula/app/profile"
	"articula/internal/qda"
)

// TestTheJournalHoldsNoWordOfWhatPeopleWorkOn makes everything fail with a text that
// must not be found again.
func TestTheJournalHoldsNoWordOfWhatPeopleWorkOn(t *testing.T) {
	const secret = "Zanahoria"
	var out bytes.Buffer
	d := New(Options{Profile: profile.At(t.TempDir()), Desktop: &hands{}, Journal: &out})
	defer d.Stop()
	c := Caller{Key: d.key}
	perform(d, c, func(context.Context) error {
		return qda.E(qda.Conflict, "x.taken", "There is a code {name}.", "name", secret).Because(errors.New("near " + secret))
	})
	perform(d, c, func(context.Context) error { return qda.E(qda.Kind(secret), secret, secret) })
	perform(d, c, func(context.Context) error { panic(secret) })
	perform(d, c, func(context.Context) error { panic(errors.New(secret)) })
	perform(d, Caller{Key: secret}, func(context.Context) error { return nil })
	d.Start("import", func(context.Context, Progress) (any, error) { return nil, errors.New(secret) })
	log := LibraryLog{d.journal}
	log.Error(`process message error: C{"name":"bridge.Files.Open","args":["` + secret + `"]} -> boom`)
	log.Warning("method '" + secret + "' not registered")
	log.Info(secret)
	log.Trace("json call result data: " + secret)
	log.Error(secret)
	log.Fatal("(" + secret)
	d.Stop()
	text := out.String()
	if strings.Contains(text, secret) {
		t.Errorf("the journal holds it:\n%s", text)
	}
	for _, want := range []string{"code=x.taken", "kind=conflict", "panic string", "refused foreign call", "process message error", "*errors.errorString"} {
		if !strings.Contains(text, want) {
			t.Errorf("the journal lacks %q:\n%s", want, text)
		}
	}
}
