package cli

import (
	"fmt"
	"slices"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

type searchCmd struct {
	onProject
	filter
	Query   string   `arg:"" help:"Words; \"phrases\"; prefix*; fuzzy~; AND, OR, NOT, NEAR/5; (groups); {term groups}."`
	In      []string `enum:"text,memo,code,all" default:"text" help:"Where to look: text (of documents), memo, code (names, definitions, instructions), or all." placeholder:"WHERE"`
	Limit   int      `default:"100" help:"Show at most so many hits; 0 for all." placeholder:"N"`
	Offset  int      `help:"Pass over so many first." placeholder:"N"`
	Context int      `default:"60" help:"Characters of text to show before and after." placeholder:"N"`
	Ranked  bool     `help:"Best first instead of in reading order."`
	Code    []string `help:"Code all hits with this code, after showing them; may be given several times." placeholder:"C"`
	Coded   []string `help:"Only where the turn or paragraph is coded with this code or one below it." placeholder:"C"`
	Extent  string   `enum:"match,sentence,paragraph" default:"match" help:"How much to code: the words, their sentence, or their turn or paragraph."`
	RoundIn string   `name:"in-round" help:"The round to code the hits in, by name; begun if it is not there." placeholder:"R"`
	DryRun  bool     `help:"Only show what would be coded."`
}

// smallProject is the size of text, in characters, up to which the index is built
// on the way; a larger project is read instead until somebody asks for an index.
const smallProject = 3_000_000

func (searchCmd) Examples() []string {
	return []string{
		`articula search rural.articula coordinacion`,
		`articula search rural.articula '"steering committee" OR comité*' --kind interview --json`,
		`articula search rural.articula "savings group" --code Savings --extent sentence --dry-run`,
		`articula search rural.articula ahorro --code Savings --extent sentence --coder "Coder A" --in-round "Round 3"`,
	}
}

func (c *searchCmd) Run(a *app) error {
	if strings.TrimSpace(c.Query) == "" {
		return qda.E(qda.Invalid, "search.empty", "There is nothing to search for. Write at least one word.")
	}
	return a.project(c.File, c.Coder, len(c.Code) == 0 || c.DryRun, func(p *engine.Project) error {
		if err := a.prepareSearch(p); err != nil {
			return err
		}
		q := engine.SearchQuery{Text: c.Query, Where: c.condition(c.Coded), In: c.places(), Limit: c.Limit, Offset: c.Offset, Context: c.Context, Ranked: c.Ranked}
		page, err := p.Search(a.ctx, q)
		if err != nil {
			return err
		}
		result := searchResult{SearchPage: page}
		if len(c.Code) > 0 {
			q.Limit, q.Offset = 0, 0 // all of them, whatever is shown
			if page, err = p.Search(a.ctx, q); err != nil {
				return err
			}
			if result.Coding, err = c.code(a, p, page); err != nil {
				return err
			}
		}
		if err := a.print(result, func() { a.showHits(result, c.DryRun) }); err != nil {
			return err
		}
		return c.tellElsewhere(a, p, q)
	})
}

// places says where to look. Only text can be coded.
func (c *searchCmd) places() []string {
	switch {
	case len(c.Code) > 0:
		return []string{"text"}
	case slices.Contains(c.In, "all"):
		return []string{"text", "memo", "code"}
	}
	return c.In
}

// tellElsewhere tells a person that the words stand in memos and codes, too.
func (c *searchCmd) tellElsewhere(a *app, p *engine.Project, q engine.SearchQuery) error {
	if a.json || len(c.Code) > 0 || q.Where != "" || !slices.Equal(q.In, []string{"text"}) {
		return nil
	}
	q.In, q.Offset, q.Limit = []string{"memo", "code"}, 0, 1
	page, err := p.Search(a.ctx, q)
	if err == nil && page.Total > 0 {
		a.note("%s in memos and codes: --in all shows them.", plural(page.Total, "more hit", "more hits"))
	}
	return err
}

// searchResult is what the search command gives.
type searchResult struct {
	engine.SearchPage
	Coding *hitCoding `json:"coding,omitempty"`
}

// hitCoding says what became of coding the hits.
type hitCoding struct {
	Passages []engine.HitPlace `json:"passages"`
	engine.CodedHits
}

func (c *searchCmd) code(a *app, p *engine.Project, page engine.SearchPage) (*hitCoding, error) {
	ids, err := codesNamed(a, p, c.Code)
	if err != nil {
		return nil, err
	}
	r := engine.CodeHits{Codes: ids, Extent: engine.Extent(c.Extent), NewRound: c.RoundIn}
	for _, h := range page.Hits {
		r.Hits = append(r.Hits, engine.HitPlace{Document: h.Document.ID, Start: h.Start, End: h.End, Quote: h.Quote})
	}
	out := &hitCoding{Passages: []engine.HitPlace{}}
	if len(r.Hits) == 0 {
		return out, nil
	}
	if out.Passages, err = p.PreviewHits(a.ctx, r); err != nil || c.DryRun {
		return out, err
	}
	out.CodedHits, err = p.CodeHits(a.ctx, r)
	return out, err
}

// showHits lists hits under the names of what they stand in.
func (a *app) showHits(r searchResult, dry bool) {
	var last qda.ID
	for _, h := range r.Hits {
		id, name := h.Document.ID, h.Document.Title
		switch h.In {
		case "memo":
			id, name = h.Memo.ID, "memo "+h.Memo.Name
		case "code":
			id, name = h.Code.ID, "code "+h.Code.Name
		}
		if id != last {
			a.say("%s", name)
			last = id
		}
		place := strings.Join(slices.DeleteFunc([]string{prefixed("p. ", h.Position.Page), h.Position.Speaker, strings.ReplaceAll(h.Field, "_", " ")}, func(s string) bool { return s == "" }), ", ")
		a.say("  %s", strings.TrimSpace(fmt.Sprintf("%d:%d  %s", h.Start, h.End, place)))
		a.say("    %s", flat(h.Before+"«"+h.Quote+"»"+h.After))
	}
	for _, n := range r.Notes {
		a.note("%s", n)
	}
	if len(r.Hits) < r.Total {
		a.say("%s, of which %s shown.", plural(r.Total, "hit", "hits"), plural(len(r.Hits), "is", "are"))
	} else {
		a.say("%s.", plural(r.Total, "hit", "hits"))
	}
	if r.Coding == nil {
		return
	}
	if dry {
		a.say("%s would be coded.", plural(len(r.Coding.Passages), "passage", "passages"))
		return
	}
	a.say("%s made, %d extended, %d were coded already.", plural(r.Coding.Coded, "coding", "codings"), r.Coding.Extended, r.Coding.Covered)
}

// prepareSearch brings the index up to date where that is quick; a search without
// it gives the same.
func (a *app) prepareSearch(p *engine.Project) error {
	info, err := p.Info(a.ctx)
	if err != nil {
		return err
	}
	if info.Characters > smallProject && !p.SearchStatus(a.ctx).Built {
		if err := p.OpenSearch(a.ctx); err != nil || !p.SearchStatus(a.ctx).Built {
			a.note("There is no index yet, so the texts are read. \"articula reindex\" makes later searches faster.")
			return nil
		}
	}
	if err := p.PrepareSearch(a.ctx, a.progress()); err != nil && qda.KindOf(err) == qda.Cancelled {
		return err
	}
	return nil
}

type reindexCmd struct {
	file
	output
}

// indexed is what the reindex command gives.
type indexed struct {
	Seq     int `json:"seq"`     // the last operation that is in the index
	Targets int `json:"targets"` // documents, memos and codes
}

func (reindexCmd) Examples() []string {
	return []string{
		`articula reindex rural.articula`,
	}
}

func (c *reindexCmd) Run(a *app) error {
	return a.project(c.File, "", true, func(p *engine.Project) error {
		status, err := p.RebuildSearch(a.ctx, a.progress())
		if err != nil {
			return err
		}
		return a.print(indexed{status.Base.Seq, status.Targets}, func() {
			a.say("%s in the index, up to operation %d.", plural(status.Targets, "text", "texts"), status.Base.Seq)
		})
	})
}
