package bridge

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"testing"
	"time"

	"articula/internal/qda"
)

// everyMethod calls f with every method that the page can call.
func everyMethod(d *Desk, f func(name string, method reflect.Value)) {
	for _, s := range d.Bound() {
		v := reflect.ValueOf(s)
		for i := range v.NumMethod() {
			f(v.Elem().Type().Name()+"."+v.Type().Method(i).Name, v.Method(i))
		}
	}
}

func TestEveryBoundMethodRefusesACallerWithoutTheSecret(t *testing.T) {
	d, h, right := newDesk(t)
	refused := &qda.Error{Kind: qda.Invalid, Code: "bridge.foreign_caller"}
	for _, key := range []string{"", right.Key[1:], right.Key + "A", "null"} {
		everyMethod(d, func(name string, method reflect.Value) {
			in := make([]reflect.Value, method.Type().NumIn())
			for i := range in {
				in[i] = reflect.Zero(method.Type().In(i))
			}
			if len(in) == 0 || in[0].Type() != reflect.TypeFor[Caller]() {
				t.Fatalf("%s does not take a Caller first", name)
			}
			in[0] = reflect.ValueOf(Caller{Key: key})
			out := method.Call(in)
			err, _ := out[len(out)-1].Interface().(error)
			if !errors.Is(err, refused) {
				t.Errorf("%s with key %q: %v", name, key, err)
			}
		})
	}
	if len(h.asked) > 0 || h.quit || h.copied != "" || len(h.events) > 0 {
		t.Errorf("a refused call did something: %+v", h)
	}
}

func TestEveryBoundMethodGivesWhatJSONCanSay(t *testing.T) {
	d, _, _ := newDesk(t)
	everyMethod(d, func(name string, method reflect.Value) {
		typ := method.Type()
		if n := typ.NumOut(); n < 1 || n > 2 || typ.Out(n-1) != reflect.TypeFor[error]() {
			t.Errorf("%s must give an error last, and at most one value before it", name)
		}
		for i := range typ.NumIn() {
			checkShape(t, name, typ.In(i))
		}
		for i := range typ.NumOut() - 1 {
			checkShape(t, name, typ.Out(i))
		}
	})
}

// checkShape wants a json tag on each field: without one, the page would get Go's name.
func checkShape(t *testing.T, where string, typ reflect.Type) {
	checkShapeOnce(t, where, typ, map[reflect.Type]bool{})
}

func checkShapeOnce(t *testing.T, where string, typ reflect.Type, seen map[reflect.Type]bool) {
	if seen[typ] {
		return
	}
	seen[typ] = true
	switch typ.Kind() {
	case reflect.Slice, reflect.Pointer, reflect.Map:
		checkShapeOnce(t, where, typ.Elem(), seen)
	case reflect.Array:
		t.Errorf("%s: a %s crosses as a list of numbers; its field needs a ts_type", where, typ)
	case reflect.Struct:
		for i := range typ.NumField() {
			f := typ.Field(i)
			// What is not exported stays on this side.
			if f.Tag.Get("ts_type") != "" || f.Tag.Get("json") == "-" || !f.IsExported() && !f.Anonymous {
				continue
			}
			if f.Tag.Get("json") == "" && !f.Anonymous {
				t.Errorf("%s: field %s.%s has no json tag", where, typ, f.Name)
			}
			checkShapeOnce(t, where, f.Type, seen)
		}
	case reflect.Chan, reflect.Func, reflect.Complex128, reflect.Uintptr:
		t.Errorf("%s: %s cannot cross", where, typ)
	}
}

func TestAPanicBecomesAnErrorThatKeepsItsText(t *testing.T) {
	d, _, c := newDesk(t)
	_, err := answer(d, c, func(context.Context) (int, error) { panic("a secret of an interview") })
	if !errors.Is(err, &qda.Error{Kind: qda.Internal, Code: "bridge.panic"}) {
		t.Fatalf("got %v", err)
	}
	if text := FormatError(err).(string); contains(text, "interview") {
		t.Errorf("the page is told %s", text)
	}
}

func TestACallEndsWhenItIsCancelledOrTheWindowCloses(t *testing.T) {
	d, _, c := newDesk(t)
	cancelled := &qda.Error{Kind: qda.Cancelled, Code: "bridge.cancelled"}
	for _, end := range []func(){
		func() {
			if err := (&Calls{d}).Cancel(c, "search-1"); err != nil {
				t.Error(err)
			}
		},
		d.Stop,
	} {
		begun, result := make(chan struct{}), make(chan error)
		go func() {
			_, err := answer(d, Caller{Key: c.Key, Call: "search-1"}, func(ctx context.Context) (int, error) {
				close(begun)
				<-ctx.Done()
				return 0, ctx.Err()
			})
			result <- err
		}()
		<-begun
		end()
		select {
		case err := <-result:
			if !errors.Is(err, cancelled) {
				t.Errorf("got %v", err)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("the call did not end")
		}
	}
	if len(d.calls) != 0 {
		t.Errorf("%d calls are left behind", len(d.calls))
	}
}

func TestNilListsCrossAsEmptyLists(t *testing.T) {
	type inner struct {
		Names []string `json:"names"`
	}
	type outer struct {
		Rows []inner        `json:"rows"`
		None []inner        `json:"none"`
		Ptr  *inner         `json:"ptr"`
		Args map[string]any `json:"args"`
	}
	d, _, c := newDesk(t)
	got, err := answer(d, c, func(context.Context) (outer, error) {
		return outer{Rows: []inner{{}, {Names: []string{"a"}}}, Ptr: &inner{}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	body, _ := json.Marshal(got)
	want := `{"rows":[{"names":[]},{"names":["a"]}],"none":[],"ptr":{"names":[]},"args":null}`
	if string(body) != want {
		t.Errorf("got  %s\nwant %s", body, want)
	}
	list, err := answer(d, c, func(context.Context) ([]int, error) { return nil, nil })
	if err != nil || list == nil {
		t.Errorf("a nil list came as %v, %v", list, err)
	}
}

func TestAnErrorCrossesWithItsKindCodeAndValuesButWithoutItsCause(t *testing.T) {
	e := qda.E(qda.Conflict, "code.name_taken", "There is a code {name} already, used {n} times.", "name", "Trust", "n", 43).
		Because(errors.New("UNIQUE constraint failed: code.name"))
	want := `{"kind":"conflict","code":"code.name_taken","message":"There is a code Trust already, used 43 times.","args":{"n":43,"name":"Trust"}}`
	if got := FormatError(e); got != want {
		t.Errorf("got  %v\nwant %s", got, want)
	}
	if got := FormatError(errors.New("sql: no rows")).(string); contains(got, "sql") || !contains(got, `"kind":"internal"`) {
		t.Errorf("a foreign error crosses as %s", got)
	}
}
