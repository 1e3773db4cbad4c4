package cli

import (
	"context"
	"maps"
	"slices"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

// edited is a list of names as a command changes it.
type edited struct {
	Add    []string          `help:"Add this value; may be given several times." placeholder:"NAME"`
	Drop   []string          `help:"Take this value off the list; may be given several times." placeholder:"NAME"`
	Rename map[string]string `mapsep:"none" help:"Give a value another name, as old=new; may be given several times." placeholder:"OLD=NEW"`
}

// worded are the words of a thing in other languages.
type worded struct {
	Names map[string]string `mapsep:"none" name:"name-in" help:"Its name in another language, as es=nivel; may be given several times." placeholder:"XX=NAME"`
	Meant map[string]string `mapsep:"none" name:"definition-in" help:"Its definition in another language; may be given several times." placeholder:"XX=TEXT"`
}

// meant are the words of values: what each means, and what it is called in other languages.
type meant struct {
	Means   map[string]string `name:"means" mapsep:"none" help:"What a value means, as local=In the municipality; may be given several times." placeholder:"VALUE=TEXT"`
	ValueIn map[string]string `name:"value-in" mapsep:"none" help:"What a value is called in another language, as local:es=municipal; - takes it away; may be given several times." placeholder:"VALUE:XX=NAME"`
}

// say puts the words to the values of a list.
func say[T any](m *meant, list []T, of string, name, definition func(*T) *string, names func(*T) *map[string]string) error {
	for _, ref := range slices.Sorted(maps.Keys(m.Means)) {
		i, err := valueCalled(list, of, ref, name)
		if err != nil {
			return err
		}
		*definition(&list[i]) = m.Means[ref]
	}
	for _, ref := range slices.Sorted(maps.Keys(m.ValueIn)) {
		text := m.ValueIn[ref]
		at := strings.LastIndexByte(ref, ':')
		if at < 0 {
			return qda.E(qda.Invalid, "cli.value_in", "{text} is not of the form VALUE:XX=NAME. Nothing was changed.", "text", ref+"="+text)
		}
		i, err := valueCalled(list, of, ref[:at], name)
		if err != nil {
			return err
		}
		into := names(&list[i])
		if *into = maps.Clone(*into); *into == nil {
			*into = map[string]string{}
		}
		if (*into)[ref[at+1:]] = text; text == "-" {
			(*into)[ref[at+1:]] = ""
		}
	}
	return nil
}

// valueCalled finds a value by its name.
func valueCalled[T any](list []T, of, ref string, name func(*T) *string) (int, error) {
	i := slices.IndexFunc(list, func(v T) bool { return sameName(*name(&v), ref) })
	if i < 0 {
		return i, qda.E(qda.NotFound, "cli.no_value", "{of} has no value {value}. It has {choices}. Nothing was changed.", "of", of, "value", ref, "choices", joined(list, func(v T) string { return *name(&v) }))
	}
	return i, nil
}

// placed is a place among the others of a kind.
type placed struct {
	After string `help:"Put it behind this one." placeholder:"NAME" xor:"place"`
	First bool   `help:"Put it first." xor:"place"`
}

func (c *placed) place(ctx context.Context, id qda.ID, move func(ctx context.Context, id, after qda.ID) error, find func(string) (qda.ID, error)) error {
	if c.After == "" && !c.First {
		return nil
	}
	var after qda.ID
	if c.After != "" {
		var err error
		if after, err = find(c.After); err != nil {
			return err
		}
	}
	return move(ctx, id, after)
}

// change carries it out on values that have names.
func change[T any](e *edited, list []T, of string, name func(*T) *string, fresh func(string) T) ([]T, error) {
	at := func(ref string) (int, error) { return valueCalled(list, of, ref, name) }
	list = slices.Clone(list)
	renamed := slices.Clone(list) // old names are those that stood there, so that two values can change places
	for _, old := range slices.Sorted(maps.Keys(e.Rename)) {
		i, err := at(old)
		if err != nil {
			return nil, err
		}
		*name(&renamed[i]) = e.Rename[old]
	}
	list = renamed
	for _, ref := range e.Drop {
		i, err := at(ref)
		if err != nil {
			return nil, err
		}
		list = slices.Delete(list, i, i+1)
	}
	for _, n := range e.Add {
		list = append(list, fresh(n))
	}
	return list, nil
}

type codebookFacet struct {
	onProject
	edited
	Facet      string  `arg:"" help:"The facet, by name or identity."`
	New        bool    `help:"Make it."`
	Actors     bool    `help:"With --new: its values are the actors of the project."`
	Name       *string `help:"Give it this name." placeholder:"NAME"`
	Definition *string `help:"What it says of a coding." placeholder:"TEXT"`
	Multiple   *bool   `help:"Whether a coding may have several of its values." negatable:""`
	worded
	meant
	Key map[string]string `mapsep:"none" help:"The key that gives a value right after coding, as local=l; - takes it away; may be given several times." placeholder:"VALUE=KEY"`
	placed
	Bin     bool `help:"Put it into the bin; codings keep what was said of them." xor:"bin"`
	Restore bool `help:"Fetch it from the bin; it is named by its identity then." xor:"bin"`
}

func (codebookFacet) Examples() []string {
	return []string{
		`articula codebook facet rural.articula tone --new --definition "How it is said." --add approving --add doubtful`,
		`articula codebook facet rural.articula level --add international --rename local=municipal`,
		`articula codebook facet rural.articula level --add international --means "international=Agencies and their headquarters." --value-in international:es=internacional --key international=y`,
	}
}

func (c *codebookFacet) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		f, err := c.find(a, p)
		if err != nil {
			return err
		}
		if c.Bin || c.Restore {
			if err := p.BinFacet(a.ctx, f.ID, c.Bin); err != nil {
				return err
			}
			return a.print(f, func() { a.say("%s", f.Name) })
		}
		r := engine.SaveFacet{ID: f.ID, Name: f.Name, Definition: f.Definition, Actors: f.Actors, Multiple: f.Multiple, Names: c.Names, Meant: c.Meant}
		for field, flag := range map[*string]*string{&r.Name: c.Name, &r.Definition: c.Definition} {
			if flag != nil {
				*field = *flag
			}
		}
		if c.Multiple != nil {
			r.Multiple = *c.Multiple
		}
		if r.Values, err = change(&c.edited, f.Values, f.Name, func(v *engine.FacetValueView) *string { return &v.Name }, func(n string) engine.FacetValueView { return engine.FacetValueView{Name: n} }); err != nil {
			return err
		}
		if err := c.words(r.Values, f.Name); err != nil {
			return err
		}
		if f, err = p.SaveFacet(a.ctx, r); err != nil {
			return err
		}
		err = c.place(a.ctx, f.ID, p.MoveFacet, func(ref string) (qda.ID, error) {
			other, err := (&codebookFacet{Facet: ref}).find(a, p)
			return other.ID, err
		})
		if err != nil {
			return err
		}
		return a.print(f, func() {
			a.say("%s: %s", f.Name, joined(f.Values, func(v engine.FacetValueView) string { return v.Name }))
		})
	})
}

// words gives values their meanings, names and keys.
func (c *codebookFacet) words(values []engine.FacetValueView, facet string) error {
	name := func(v *engine.FacetValueView) *string { return &v.Name }
	for ref, key := range c.Key {
		i, err := valueCalled(values, facet, ref, name)
		if err != nil {
			return err
		}
		if values[i].Shortcut = key; key == "-" {
			values[i].Shortcut = ""
		}
	}
	return say(&c.meant, values, facet, name, func(v *engine.FacetValueView) *string { return &v.Definition }, func(v *engine.FacetValueView) *map[string]string { return &v.Names })
}

func (c *codebookFacet) find(a *app, p *engine.Project) (engine.FacetView, error) {
	if c.New {
		return engine.FacetView{Name: c.Facet, Actors: c.Actors}, nil
	}
	f, err := p.FindFacet(a.ctx, c.Facet)
	if qda.KindOf(err) == qda.NotFound && c.Restore { // what lies in the bin is named by its identity
		if id, bad := qda.ParseID(c.Facet); bad == nil {
			return engine.FacetView{ID: id, Name: c.Facet}, nil
		}
	}
	return f, err
}

type codebookAttribute struct {
	onProject
	edited
	Attribute  string        `arg:"" help:"The attribute, by name or identity."`
	On         qda.Scope     `enum:"case,document,speaker" default:"case" help:"What has it: case, document or speaker."`
	New        bool          `help:"Make it."`
	Type       qda.ValueType `enum:",text,number,date,boolean,choice" default:"" help:"What its values are: text, number, date, boolean or choice." placeholder:"TYPE"`
	Name       *string       `help:"Give it this name." placeholder:"NAME"`
	Definition *string       `help:"What it means." placeholder:"TEXT"`
	worded
	meant
	placed
	DryRun bool `help:"Only list the values that would not fit."`
	Remove bool `help:"Delete it, with all its values."`
}

func (codebookAttribute) Examples() []string {
	return []string{
		`articula codebook attribute rural.articula "start of the programme" --new --type date --definition "First payment."`,
		`articula codebook attribute rural.articula intentionality --add "Partly intentional"`,
		`articula codebook attribute rural.articula intentionality --means "Intentional=Designed to coordinate." --value-in Intentional:es=Intencional`,
	}
}

func (c *codebookAttribute) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		v := engine.AttributeView{Name: c.Attribute, Scope: c.On, Type: c.Type, Names: map[string]string{}, Choices: []engine.ChoiceView{}}
		if v.Type == "" {
			v.Type = qda.TextValue
		}
		if !c.New {
			found, err := p.FindAttribute(a.ctx, c.On, c.Attribute)
			if err != nil {
				return err
			}
			list, err := p.Attributes(a.ctx)
			if err != nil {
				return err
			}
			v = list[slices.IndexFunc(list, func(x engine.AttributeView) bool { return x.ID == found.ID })]
		}
		if c.Remove {
			if err := p.RemoveAttribute(a.ctx, v.ID); err != nil {
				return err
			}
			return a.print(v, func() { a.say("%s was deleted.", v.Name) })
		}
		r := engine.SaveAttribute{ID: v.ID, Name: v.Name, Scope: v.Scope, Type: v.Type, Definition: v.Definition, Names: c.Names, Meant: c.Meant}
		if c.Type != "" {
			r.Type = c.Type
		}
		for field, flag := range map[*string]*string{&r.Name: c.Name, &r.Definition: c.Definition} {
			if flag != nil {
				*field = *flag
			}
		}
		var err error
		if r.Choices, err = change(&c.edited, v.Choices, v.Name, func(x *engine.ChoiceView) *string { return &x.Name }, func(n string) engine.ChoiceView { return engine.ChoiceView{Name: n} }); err != nil {
			return err
		}
		if err := say(&c.meant, r.Choices, v.Name, func(x *engine.ChoiceView) *string { return &x.Name }, func(x *engine.ChoiceView) *string { return &x.Definition }, func(x *engine.ChoiceView) *map[string]string { return &x.Names }); err != nil {
			return err
		}
		if c.DryRun {
			list, err := p.AttributeMisfits(a.ctx, r)
			if err != nil {
				return err
			}
			return a.print(list, func() {
				for _, m := range list {
					a.say("%s: %s", m.Owner.Name, m.Reason)
				}
				a.say("%s would not fit.", plural(len(list), "value", "values"))
			})
		}
		if v, err = p.SaveAttribute(a.ctx, r); err != nil {
			return err
		}
		err = c.place(a.ctx, v.ID, p.MoveAttribute, func(ref string) (qda.ID, error) {
			other, err := p.FindAttribute(a.ctx, c.On, ref)
			return other.ID, err
		})
		if err != nil {
			return err
		}
		return a.print(v, func() {
			a.say("%s (%s of a %s) %s", v.Name, v.Type, v.Scope, joined(v.Choices, func(x engine.ChoiceView) string { return x.Name }))
		})
	})
}
