package cli

import (
	"os"
	"sort"
	"strings"

	"articula/internal/engine"
	"articula/internal/qda"
)

// locking says how a packet is locked or unlocked.
type locking struct {
	PassphraseFile string `name:"passphrase-file" help:"A file whose first line is the passphrase. Or the variable ARTICULA_PASSPHRASE." type:"path" placeholder:"PATH"`
	Passphrase     string `hidden:"" env:"ARTICULA_PASSPHRASE"`
}

// key reads the passphrase, if there is to be one. An empty one that somebody named is an
// error: it would leave open what was meant to be locked.
func (l *locking) key() (engine.PacketKey, error) {
	if l.PassphraseFile == "" {
		if _, set := os.LookupEnv("ARTICULA_PASSPHRASE"); set && l.Passphrase == "" {
			return engine.PacketKey{}, qda.E(qda.Invalid, "packet.empty_variable", "The variable ARTICULA_PASSPHRASE is set and empty, so there is no passphrase. Nothing was written. Give it the passphrase, or unset it.")
		}
		return engine.PacketKey{Passphrase: l.Passphrase}, nil
	}
	b, err := os.ReadFile(l.PassphraseFile)
	if err != nil {
		return engine.PacketKey{}, qda.E(qda.NotFound, "file.missing", "There is no file {path}.", "path", l.PassphraseFile).Because(err)
	}
	line, _, _ := strings.Cut(string(b), "\n")
	line = strings.TrimRight(line, "\r")
	if strings.TrimSpace(line) == "" {
		return engine.PacketKey{}, qda.E(qda.Invalid, "packet.empty_file", "The first line of {path} is empty, so there is no passphrase. Nothing was written. Write the passphrase on its first line.", "path", l.PassphraseFile)
	}
	return engine.PacketKey{Passphrase: line}, nil
}

type mergeCmd struct {
	onProject
	locking
	Other    string   `arg:"" help:"The other copy of the project, or a packet." type:"path"`
	DryRun   bool     `help:"Only say what would happen."`
	Choose   []string `help:"Decide a conflict that a dry run named, as ID=ours, ID=theirs or ID=later; may be given several times." placeholder:"ID=SIDE"`
	Join     []string `help:"Join this document, whose text is here already, with the one that has it; by identity as a dry run names it. May be given several times." placeholder:"ID"`
	Leave    []string `help:"Put this document or code, which came with the merge, into the bin; by identity as a dry run names it. May be given several times." placeholder:"ID"`
	Identity string   `help:"A file with your key, to unlock what was locked for it." type:"path" placeholder:"PATH"`
}

func (c *mergeCmd) Examples() []string {
	return []string{`articula merge rural.articula copy-of-rural.articula --dry-run --coder "Coder A"`, `articula merge rural.articula copy-of-rural.articula --coder "Coder A"`}
}

func (c *mergeCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		key, err := c.key()
		if err != nil {
			return err
		}
		key.Identities = c.Identity
		r := engine.MergeRequest{Path: c.Other, Key: key, DryRun: c.DryRun, Choices: map[string]string{}}
		for _, s := range c.Choose {
			id, side, ok := strings.Cut(s, "=")
			if !ok {
				return qda.E(qda.Invalid, "merge.choose", "{text} does not decide anything. Write ID=ours, ID=theirs or ID=later.", "text", s)
			}
			r.Choices[id] = side
		}
		for _, s := range c.Join {
			id, err := qda.ParseID(s)
			if err != nil {
				return qda.E(qda.Invalid, "merge.join", "{text} is not the identity of a document. A dry run names them.", "text", s)
			}
			r.Join = append(r.Join, id)
		}
		for _, s := range c.Leave {
			id, err := qda.ParseID(s)
			if err != nil {
				return qda.E(qda.Invalid, "merge.leave", "{text} is not the identity of a document or code. A dry run names them.", "text", s)
			}
			r.Leave = append(r.Leave, id)
		}
		m, err := p.Merge(a.ctx, r, a.progress())
		if err != nil {
			return err
		}
		return a.print(m, func() { a.showMerge(m, c.DryRun) })
	})
}

func (a *app) showMerge(m engine.MergeResult, dry bool) {
	if m.Foreign != nil {
		a.say("This is another project, “%s”, and no copy of this one. What is in it comes beside what is here; this project keeps its own title and settings.", m.Foreign.Name)
	}
	if m.Ops == 0 && !m.Again && !m.Hidden {
		a.say("Everything in it is here already.")
		return
	}
	if dry {
		a.say("What would come:")
	}
	a.say("%s new here; %d here already.", plural(m.Ops, "action", "actions"), m.Known)
	for _, part := range []struct {
		name  string
		count map[string]int
	}{{"new", m.New}, {"changed", m.Changed}, {"gone", m.Removed}} {
		var words []string
		for kind, n := range part.count {
			words = append(words, records(n, kind))
		}
		sort.Strings(words)
		if len(words) > 0 {
			a.say("%-8s %s", part.name, strings.Join(words, ", "))
		}
	}
	for _, c := range m.Codings {
		a.say("    %s of %s", plural(c.Count, "coding", "codings"), c.Coder.Name)
	}
	if m.Hidden {
		a.say("    also work on documents of a blind round, hidden from you: it is not in the numbers")
	}
	for _, x := range m.Arrived {
		if dry {
			a.say("    %s %s  (--leave %s)", x.Entity, x.Thing.Name, x.Thing.ID)
		}
	}
	for _, c := range m.Conflicts {
		a.showConflict(c)
	}
	for _, u := range m.Unplaced {
		if u.Entity == "project" && m.Foreign != nil { // said at the beginning
			continue
		}
		a.say("not as it was: %s %s. %s", u.Entity, u.Thing.Name, u.Says)
	}
	for _, n := range m.Notices {
		a.say("%s", n.Message)
	}
	for _, s := range m.SameTexts {
		a.say("the same text: %s, here as %s  (--join %s)", s.Theirs.Name, s.Ours.Name, s.Theirs.ID)
	}
	for _, r := range m.Resting {
		a.say("to review: %s lies in the bin, and somebody worked with it who did not know that", r.Name)
	}
	if m.Moved > 0 {
		a.say("%s put at the document, because the coding is gone.", plural(m.Moved, "memo was", "memos were"))
	}
	if m.Left > 0 {
		a.say("%s into the bin, as you wanted.", plural(m.Left, "thing went", "things went"))
	}
	if m.Backup != "" {
		a.note("How it was before is kept in %s. \"articula undo\" takes the merge back.", m.Backup)
	}
}

func (a *app) showConflict(c engine.ConflictView) {
	if c.Hidden {
		a.say("conflict %s: %s of a blind round, hidden from you; it waits", c.ID, c.Entity)
		return
	}
	if c.Field == "" {
		a.say("conflict %s: %s %s was deleted on one side and changed on the other; it stays", c.ID, c.Entity, c.Thing.Name)
		return
	}
	if c.Entity == "qualifier" {
		a.say("conflict %s: “%s” has two values of %s, which takes one", c.ID, c.Thing.Name, c.Field)
		a.say("    ours: %s", c.Shown)
		a.say("    theirs: %s", c.Other)
		return
	}
	a.say("conflict %s: %s of %s %s", c.ID, c.Field, c.Entity, c.Thing.Name)
	a.say("    shown: %s", oneLine(c.Shown, 200))
	a.say("    other: %s", oneLine(c.Other, 200))
}

type conflictsCmd struct {
	onProject
	All    bool   `help:"Also those that were decided."`
	Decide string `help:"Decide this one." placeholder:"ID"`
	Choice string `enum:",ours,theirs,edited" default:"" help:"ours: what is shown; theirs: the other; edited: the words of --text."`
	Text   string `help:"With edited: the words." placeholder:"TEXT"`
}

func (c *conflictsCmd) Examples() []string {
	return []string{`articula conflicts rural.articula --coder "Coder A"`}
}

func (c *conflictsCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, c.Decide == "", func(p *engine.Project) error {
		if c.Decide != "" {
			id, err := qda.ParseID(c.Decide)
			if err != nil {
				return qda.E(qda.Invalid, "conflict.unknown", "{text} is not the identity of a conflict.", "text", c.Decide)
			}
			v, err := p.DecideConflict(a.ctx, id, c.Choice, c.Text)
			if err != nil {
				return err
			}
			list := []engine.ConflictView{v}
			return a.print(list, func() { a.showConflict(v) })
		}
		list, err := p.Conflicts(a.ctx, c.All)
		if err != nil {
			return err
		}
		return a.print(list, func() {
			for _, v := range list {
				a.showConflict(v)
			}
			a.say("%s.", plural(len(list), "conflict", "conflicts"))
		})
	})
}

type packetCmd struct {
	Make   packetMakeCmd   `cmd:"" help:"Hand out: write a smaller project for one coder."`
	Open   packetOpenCmd   `cmd:"" help:"Put a packet, as a project to work in, at a path."`
	Result packetResultCmd `cmd:"" help:"Hand back: write the work done in a packet. It comes home by merge."`
	Keys   packetKeysCmd   `cmd:"" help:"Make a pair of keys for locking packets without a passphrase."`
}

type packetMakeCmd struct {
	onProject
	locking
	Out      string   `arg:"" help:"The packet to write." type:"path"`
	Round    string   `required:"" help:"The round." placeholder:"R"`
	For      string   `required:"" help:"The coder who is to work in it." placeholder:"NAME"`
	Document []string `help:"This document; may be given several times. Without it: those assigned to her." placeholder:"D"`
	To       []string `help:"Lock it for this public key (age1…); may be given several times." placeholder:"KEY"`
}

func (c *packetMakeCmd) Examples() []string {
	return []string{`articula packet make rural.articula for-b.articula --round "Round 2" --for "Coder B" --coder "Coder A"`}
}

func (c *packetMakeCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, false, func(p *engine.Project) error {
		key, err := c.key()
		if err != nil {
			return err
		}
		key.Recipients = c.To
		r, err := p.FindRound(a.ctx, c.Round)
		if err != nil {
			return err
		}
		k, err := p.FindCoder(a.ctx, c.For)
		if err != nil {
			return err
		}
		documents, err := documentsNamed(a, p, c.Document)
		if err != nil {
			return err
		}
		m, err := p.MakePacket(a.ctx, engine.MakePacket{Path: c.Out, Round: r.ID, Coder: k.ID, Documents: documents, Key: key})
		if err != nil {
			return err
		}
		return a.print(m, func() { a.showPacket(m) })
	})
}

func (a *app) showPacket(m engine.PacketMade) {
	locked := ""
	if m.Locked {
		locked = ", locked"
	}
	a.say("%s in %s%s", plural(len(m.Documents), "document", "documents"), m.Path, locked)
}

type packetOpenCmd struct {
	output
	locking
	Packet   string `arg:"" help:"The packet." type:"path"`
	Out      string `arg:"" help:"The project file to write." type:"path"`
	Identity string `help:"A file with your key." type:"path" placeholder:"PATH"`
}

func (c *packetOpenCmd) Examples() []string {
	return []string{`articula packet open packet.articula mine.articula`}
}

func (c *packetOpenCmd) Run(a *app) error {
	key, err := c.key()
	if err != nil {
		return err
	}
	key.Identities = c.Identity
	if err := a.engine.OpenPacket(a.ctx, c.Packet, c.Out, key); err != nil {
		return err
	}
	return a.print(opened{c.Out}, func() { a.say("%s", c.Out) })
}

// opened says where a packet was put.
type opened struct {
	Path string `json:"path"`
}

type packetResultCmd struct {
	onProject
	locking
	Out string   `arg:"" help:"The file to write." type:"path"`
	To  []string `help:"Lock it for this public key (age1…); may be given several times." placeholder:"KEY"`
}

func (c *packetResultCmd) Examples() []string {
	return []string{`articula packet result packet.articula from-b.articula --coder "Coder B"`}
}

func (c *packetResultCmd) Run(a *app) error {
	return a.project(c.File, c.Coder, true, func(p *engine.Project) error {
		key, err := c.key()
		if err != nil {
			return err
		}
		key.Recipients = c.To
		m, err := p.ResultPacket(a.ctx, c.Out, key)
		if err != nil {
			return err
		}
		return a.print(m, func() { a.showPacket(m) })
	})
}

type packetKeysCmd struct {
	output
	Out string `arg:"" help:"The file for the private key; keep it to yourself." type:"path"`
}

func (c *packetKeysCmd) Examples() []string { return []string{`articula packet keys my-key.txt`} }

func (c *packetKeysCmd) Run(a *app) error {
	private, public, err := engine.NewPacketKeys()
	if err != nil {
		return err
	}
	f, err := os.OpenFile(c.Out, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return qda.E(qda.Conflict, "file.exists", "{path} cannot be made; perhaps there is such a file already. Nothing was written.", "path", c.Out).Because(err)
	}
	defer f.Close()
	if _, err := f.WriteString("# public key: " + public + "\n" + private + "\n"); err != nil {
		return qda.E(qda.Storage, "file.io", "The disk did not take or give the data. What was saved before is kept. Check the disk or the connection to it, then try again.").Because(err)
	}
	return a.print(packetKeys{c.Out, public}, func() { a.say("%s", public) })
}

// packetKeys says where the private key is, and what the public one is.
type packetKeys struct {
	Path   string `json:"path"`
	Public string `json:"public"`
}

// records says how many records of a kind there are, as people call them.
func records(n int, kind string) string {
	one := strings.ReplaceAll(kind, "_", " ")
	switch one {
	case "case unit":
		one = "case"
	case "synthesis":
		return plural(n, one, "syntheses")
	case "preserved":
		return plural(n, "part of a foreign file", "parts of foreign files")
	}
	many := one + "s"
	if stem, ok := strings.CutSuffix(one, "y"); ok {
		many = stem + "ies"
	}
	return plural(n, one, many)
}
