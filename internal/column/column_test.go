package column_test

import (
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"articula/internal/column"
	"articula/internal/qda"
)

func TestTheTypeOfAColumnIsThatOfMostOfItsValues(t *testing.T) {
	const text, number, date, boolean, choice = qda.TextValue, qda.NumberValue, qda.DateValue, qda.BooleanValue, qda.ChoiceValue
	for _, c := range []struct {
		values                []string
		is                    qda.ValueType
		form                  string
		fits, doubtful, timed int
	}{
		{[]string{"2011", "2015-06", "soon"}, date, "", 2, 0, 0},
		{[]string{"2011", "soon"}, text, "", 2, 0, 0},
		{[]string{"12/03/2020", "25/12/2020", "n/a"}, date, column.DayFirst, 2, 0, 0},
		{[]string{"12/03/2020", "12/25/2020", "1/2/2021"}, date, column.MonthFirst, 3, 0, 0},
		{[]string{"12/03/2020", "1/2/2021"}, date, column.DayFirst, 2, 2, 0},
		{[]string{"12/03/2020", "25/12/2020", "12/25/2020", "1.2.2021"}, date, column.DayFirst, 4, 1, 0},
		{[]string{"3.4.2020", "03.05.2021"}, date, "", 2, 0, 0},
		{[]string{"3/3/2020", "2020/04/05"}, date, "", 2, 0, 0},
		{[]string{"3 de mayo de 2021", "1er août 2020", "May 3rd, 2021", "3-Sep-2021", "dezembro de 2019", "abr. 2020"}, date, "", 6, 0, 0},
		{[]string{"2024-01-01 12:30:00", "2024-01-02 08:00"}, text, "", 2, 0, 0},
		{[]string{"1500", "1800", "90", "12"}, number, "", 4, 0, 0},
		{[]string{"1", "2", "many"}, number, "", 2, 0, 0},
		{[]string{"1.234,5", "1.234", "12"}, number, column.DecimalComma, 3, 0, 0},
		{[]string{"1,234.5", "1,234"}, number, column.DecimalPoint, 2, 0, 0},
		{[]string{"1 234,5", "1\u202f234", "12 345 678"}, number, "", 3, 0, 0},
		{[]string{"1,234", "5,678"}, number, column.DecimalPoint, 2, 2, 0},
		{[]string{"05001", "11001", "17001"}, text, "", 3, 0, 0},
		{[]string{"1234567890123456789", "1234567890123456788"}, text, "", 2, 0, 0},
		{[]string{"yes", "no", "sí", "Oui"}, boolean, "", 4, 0, 0},
		{[]string{"yes", "no", "yes", "maybe"}, boolean, "", 3, 0, 0},
		{[]string{"yes", "no", "yes", "no", "maybe", "maybe"}, choice, "", 6, 0, 0},
		{[]string{"pilot", "scaled", "pilot"}, choice, "", 3, 0, 0},
		{[]string{"0", "1", "1"}, number, "", 3, 0, 0},
		{nil, text, "", 0, 0, 0},
	} {
		if got, want := column.Guess(c.values), (column.Reading{Type: c.is, Form: c.form, Fits: c.fits, Doubtful: c.doubtful, Timed: c.timed}); got != want {
			t.Errorf("%q\nis   %+v\nwant %+v", c.values, got, want)
		}
	}
}

func TestAValueIsReadAsTheColumnIs(t *testing.T) {
	for _, c := range []struct {
		is             qda.ValueType
		form, in, want string
	}{
		{qda.DateValue, column.DayFirst, "3/4/2020", "2020-04-03"}, {qda.DateValue, column.MonthFirst, "3/4/2020", "2020-03-04"},
		{qda.DateValue, column.MonthFirst, "25/12/2020", "2020-12-25"}, {qda.DateValue, column.DayFirst, "31/02/2020", ""},
		{qda.DateValue, column.MonthFirst, "3.4.2020", "2020-04-03"}, {qda.DateValue, "", "5/2020", "2020-05"},
		{qda.DateValue, "", "2024-01-01T12:30:00Z", "2024-01-01"}, {qda.DateValue, "", "1 de março de 2020", "2020-03-01"},
		{qda.DateValue, "", "1er août 2020", "2020-08-01"}, {qda.DateValue, "", "29 February 2021", ""}, {qda.DateValue, "", "ma 2020", ""}, {qda.DateValue, "", "3/4-2020", ""},
		{qda.NumberValue, column.DecimalComma, "1.234", "1234"}, {qda.NumberValue, column.DecimalPoint, "1.234", "1.234"},
		{qda.NumberValue, column.DecimalPoint, "1,234", "1234"}, {qda.NumberValue, column.DecimalPoint, "12,5", "12.5"},
		{qda.NumberValue, "", "0,125", "0.125"}, {qda.NumberValue, "", "-1’234.50", "-1234.5"}, {qda.NumberValue, "", "1.234.567", "1234567"},
		{qda.NumberValue, "", "1e3", "1000"}, {qda.NumberValue, "", "0x10", ""}, {qda.NumberValue, "", "12%", ""}, {qda.NumberValue, "", "1,23,456", ""}, {qda.NumberValue, "", "Inf", ""},
		{qda.BooleanValue, "", "Não", "false"}, {qda.BooleanValue, "", "perhaps", ""}, {qda.TextValue, "", "as it is", "as it is"},
	} {
		got, ok := (column.Reading{Type: c.is, Form: c.form}).Value(c.in)
		if ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%s %s %q: %q %v, want %q", c.is, c.form, c.in, got, ok, c.want)
		}
	}
	if r := column.As(qda.DateValue, "", []string{"2024-01-01 12:30:00", "2024-01-01 00:00:00"}); r.Fits != 2 || r.Timed != 1 {
		t.Errorf("%+v", r)
	}
	for in, want := range map[string]string{"1.234": "1.234", "12,5": "12.5", "1.234,5": "1234.5", "1,234": "", "x": ""} {
		if got, ok := column.Number(in); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q %v", in, got, ok)
		}
	}
}

// What the program writes is read as it was meant, whatever stands beside it in the column.
func TestWhatTheProgramKeepsIsReadAsItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := strconv.FormatFloat(rapid.Float64Range(-1e6, 1e6).Draw(t, "n"), 'f', -1, 64)
		r := column.As(qda.NumberValue, "", []string{n, "12.5"})
		if got, ok := r.Value(n); !ok || got != n {
			t.Fatalf("%s: %s %v", n, got, ok)
		}
	})
}

func FuzzValue(f *testing.F) {
	f.Add("1.234,5", true)
	f.Add("3 de mayo de 2021", false)
	f.Fuzz(func(t *testing.T, s string, isNumber bool) {
		kind := qda.DateValue
		if isNumber {
			kind = qda.NumberValue
		}
		for _, form := range append(column.Forms(kind), "") {
			r := column.Reading{Type: kind, Form: form}
			got, ok := r.Value(s)
			if !ok {
				continue
			}
			if again, ok := (column.Reading{Type: kind, Form: column.Forms(kind)[0]}).Value(got); !ok || again != got {
				t.Fatalf("%q is %q, and that is %q", s, got, again)
			}
		}
	})
}
