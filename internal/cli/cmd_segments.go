package cli

import (
	"strings"

	"articula/internal/engine"
)

type segmentsCmd struct {
	onProject
	filter
	Code      []string `help:"With this code or one below it." placeholder:"C"`
	Order     string   `enum:"document,code,case,time" default:"document" help:"In the order of documents, codes, cases or time."`
	Context   int      `default:"0" help:"Characters of text to show before and after." placeholder:"N"`
	Limit     int      `help:"At most so many." placeholder:"N"`
	Offset    int      `help:"Pass over so many first." placeholder:"N"`
	Consensus bool     `help:"The adjudicated layer instead of the coders' own codings."`
}

func (segmentsCmd) Examples() []string {
	return []string{
		`articula segments rural.articula --code "Information exchange" --facet level=local --context 40`,
		`articula segments rural.articula --where "code:Agreements AND NOT (kind:interview OR level:central)" --json`,
	}
}

func (c *segmentsCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		page, err := p.Segments(a.ctx, engine.SegmentQuery{Where: c.condition(c.Code), Order: c.Order, Context: c.Context, Limit: c.Limit, Offset: c.Offset, Consensus: c.Consensus})
		if err != nil {
			return err
		}
		return a.print(page, func() {
			for _, s := range page.Segments {
				where := []string{s.Document.Title}
				for _, part := range []string{prefixed("p. ", s.Position.Page), prefixed("", s.Position.Speaker)} {
					if part != "" {
						where = append(where, part)
					}
				}
				a.say("%s", flat(s.Before+"“"+s.Quote+"”"+s.After))
				a.say("    %s · %d:%d · %s · %s, %s · %s", strings.Join(where, ", "), s.Start, s.End, s.Code.Path, s.Coder, s.Round, s.ID)
			}
			shown := ""
			if len(page.Segments) < page.Total {
				shown = ", of which " + plural(len(page.Segments), "is", "are") + " shown"
			}
			a.say("%s in %s of %s%s.", plural(page.Total, "coding", "codings"), plural(page.Documents, "document", "documents"), plural(page.Cases, "case", "cases"), shown)
			a.hidden(page.Hidden)
		})
	})
}

// hidden says what is not shown.
func (a *app) hidden(n int) {
	if n > 0 {
		a.note("%s in a blind round: others' codings of them are not shown.", plural(n, "document lies", "documents lie"))
	}
}
