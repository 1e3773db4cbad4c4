package bridge

import (
	"context"

	"articula/internal/engine"
)

// Team hands out packets and brings coders' work together.
type Team struct{ desk *Desk }

// Key locks or unlocks a packet.
type Key struct {
	Passphrase string   `json:"passphrase"`
	Recipients []string `json:"recipients"` // to lock: public keys
	Identities string   `json:"identities"` // to unlock: token of a file with one's own keys
}

func (b *Team) key(k Key) (engine.PacketKey, error) {
	out := engine.PacketKey{Passphrase: k.Passphrase, Recipients: k.Recipients}
	var err error
	if k.Identities != "" {
		out.Identities, err = b.desk.tokens.Path(UseImport, k.Identities)
	}
	return out, err
}

// HandOut writes a packet for one coder to the place that the token stands for.
func (b *Team) HandOut(c Caller, token, round, coder string, documents []string, k Key) (engine.PacketMade, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.PacketMade, error) {
		var out engine.PacketMade
		path, err := b.desk.tokens.Path(UseCreate, token)
		if err != nil {
			return out, err
		}
		r := engine.MakePacket{Path: path}
		if r.Key, err = b.key(k); err != nil {
			return out, err
		}
		ids, err := identities([]string{round, coder})
		if err != nil {
			return out, err
		}
		r.Round, r.Coder = ids[0], ids[1]
		if r.Documents, err = identities(documents); err != nil {
			return out, err
		}
		return p.MakePacket(ctx, r)
	})
}

// HandBack writes the open project, with the work done in it, to the place that the
// token stands for.
func (b *Team) HandBack(c Caller, token string, k Key) (engine.PacketMade, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) (engine.PacketMade, error) {
		path, err := b.desk.tokens.Path(UseCreate, token)
		if err != nil {
			return engine.PacketMade{}, err
		}
		key, err := b.key(k)
		if err != nil {
			return engine.PacketMade{}, err
		}
		return p.ResultPacket(ctx, path, key)
	})
}

// Unpack puts a packet, as a project to work in, at a place. Both are tokens; it gives
// one with which the project can be opened.
func (b *Team) Unpack(c Caller, packet, place string, k Key) (Chosen, error) {
	return answer(b.desk, c, func(ctx context.Context) (Chosen, error) {
		from, err := b.desk.tokens.Path(UseOpen, packet)
		if err != nil {
			return Chosen{}, err
		}
		to, err := b.desk.tokens.Path(UseCreate, place)
		if err != nil {
			return Chosen{}, err
		}
		key, err := b.key(k)
		if err != nil {
			return Chosen{}, err
		}
		if err := b.desk.engine.OpenPacket(ctx, from, to, key); err != nil {
			return Chosen{}, err
		}
		return b.desk.tokens.Give(UseOpen, to), nil
	})
}

// Merging says what to bring in; see engine.MergeRequest.
type Merging struct {
	File    string            `json:"file"` // token
	Key     Key               `json:"key"`
	DryRun  bool              `json:"dry_run"`
	Choices map[string]string `json:"choices"`
	Join    []string          `json:"join"`
	Leave   []string          `json:"leave"`
}

// Merge brings another copy of the project or a packet into this one, or only says what
// it would bring, as a job whose result is an engine.MergeResult.
func (b *Team) Merge(c Caller, r Merging) (Job, error) {
	return answer(b.desk, c, func(context.Context) (Job, error) {
		path, err := b.desk.tokens.Path(UseOpen, r.File)
		if err != nil {
			return Job{}, err
		}
		key, err := b.key(r.Key)
		if err != nil {
			return Job{}, err
		}
		join, err := identities(r.Join)
		if err != nil {
			return Job{}, err
		}
		leave, err := identities(r.Leave)
		if err != nil {
			return Job{}, err
		}
		return b.desk.work("merge", func(ctx context.Context, p *engine.Project, progress engine.Progress) (any, error) {
			return p.Merge(ctx, engine.MergeRequest{Path: path, Key: key, DryRun: r.DryRun, Choices: r.Choices, Join: join, Leave: leave}, progress)
		}), nil
	})
}

// Conflicts lists what merges left for a person to decide.
func (b *Team) Conflicts(c Caller) ([]engine.ConflictView, error) {
	return inProject(b.desk, c, func(ctx context.Context, p *engine.Project) ([]engine.ConflictView, error) {
		return p.Conflicts(ctx, false)
	})
}

// Resolve settles one: "ours", "theirs", or "edited" with a text.
func (b *Team) Resolve(c Caller, conflict, choice, text string) error {
	return changing(b.desk, c, func(ctx context.Context, p *engine.Project) error {
		id, err := identity(conflict)
		if err != nil {
			return err
		}
		_, err = p.DecideConflict(ctx, id, choice, text)
		return err
	})
}

// Keys makes a pair of keys for packets: the private one, then the public one.
func (b *Team) Keys(c Caller) ([]string, error) {
	return answer(b.desk, c, func(context.Context) ([]string, error) {
		private, public, err := engine.NewPacketKeys()
		return []string{private, public}, err
	})
}
