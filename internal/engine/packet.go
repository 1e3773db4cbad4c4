package engine

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"filippo.io/age"

	"articula/internal/qda"
	"articula/internal/safefile"
	"articula/internal/store"
)

// PacketKey locks and unlocks a packet, in the age format: by a passphrase, or by
// keys. The zero value leaves it open.
type PacketKey struct {
	Passphrase string   `json:"passphrase"`
	Recipients []string `json:"recipients"` // to lock: age1… keys of those who may open it
	Identities string   `json:"identities"` // to unlock: a file with one's own AGE-SECRET-KEY-…
}

func (k PacketKey) locks() bool { return k.Passphrase != "" || len(k.Recipients) > 0 }

// MakePacket says what to hand out.
type MakePacket struct {
	Path      string    `json:"path"`
	Round     qda.ID    `json:"round" ts_type:"string"`
	Coder     qda.ID    `json:"coder" ts_type:"string"`       // who is to work in it
	Documents []qda.ID  `json:"documents" ts_type:"string[]"` // empty: those assigned to her in the round
	Key       PacketKey `json:"key"`
}

// PacketMade says what a packet holds.
type PacketMade struct {
	Path      string `json:"path"`
	Round     Ref    `json:"round"`
	Coder     Ref    `json:"coder"`
	Documents []Ref  `json:"documents"`
	Records   int    `json:"records"`
	Locked    bool   `json:"locked"`
}

// MakePacket writes a smaller project for one coder: the documents of a round that
// are assigned to her, the whole codebook as it stands, the cases, and her own work
// so far. Nothing that others coded or noted about these documents is in it.
func (p *Project) MakePacket(ctx context.Context, r MakePacket) (PacketMade, error) {
	out := PacketMade{Path: r.Path, Documents: []Ref{}, Locked: r.Key.locks()}
	if _, err := os.Lstat(r.Path); err == nil {
		return out, qda.E(qda.Conflict, "project.exists", "There is already a file {path}. It was not touched. Choose another name.", "path", r.Path)
	}
	chosen := map[qda.ID]bool{}
	rounds := map[qda.ID]bool{}
	if err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		if cat.roundOf[r.Round] == "" {
			return qda.E(qda.NotFound, "round.gone", "The round {round} is not in the project (any more).", "round", r.Round)
		}
		if cat.coderOf[r.Coder] == "" {
			return qda.E(qda.NotFound, "coder.gone", "The coder for whom the packet is meant is not in the project. Nothing was written.")
		}
		for at := r.Round; !at.IsZero() && !rounds[at]; { // with the one that it repeats, whose codings stay behind
			rounds[at] = true
			if i := slices.IndexFunc(cat.rounds, func(x qda.Round) bool { return x.ID == at }); i >= 0 {
				at = cat.rounds[i].OfRoundID
			}
		}
		out.Round, out.Coder = Ref{r.Round, cat.roundOf[r.Round]}, Ref{r.Coder, cat.coderOf[r.Coder]}
		assigned, err := store.List[qda.Assignment](tx, store.Eq{"round_id": r.Round, "coder_id": r.Coder})
		if err != nil {
			return err
		}
		for _, id := range r.Documents {
			if cat.docOf[id] == nil {
				return noDocument(id)
			}
			chosen[id] = true
		}
		for _, a := range assigned {
			if len(r.Documents) == 0 {
				chosen[a.DocumentID] = true
			}
		}
		for _, d := range cat.documents {
			if chosen[d.ID] && d.DeletedAt == "" {
				out.Documents = append(out.Documents, Ref{d.ID, d.Title})
			}
		}
		if len(out.Documents) == 0 {
			return qda.E(qda.NotFound, "packet.empty", "{coder} was assigned no documents in {round}. Nothing was written. Name documents, or assign some.", "coder", out.Coder.Name, "round", out.Round.Name)
		}
		return nil
	}); err != nil {
		return out, err
	}
	me, err := p.join(ctx)
	if err != nil {
		return out, err
	}
	write := func(path string) (err error) {
		out.Records, err = p.store.MakePacket(ctx, path, me.ID, func(rec qda.Record) bool { return goesAlong(rec, r, rounds, chosen) })
		return explained(err)
	}
	if !r.Key.locks() {
		return out, write(r.Path)
	}
	return out, p.eng.throughTemporary(func(path string) error {
		if err := write(path); err != nil {
			return err
		}
		return lock(path, r.Path, r.Key)
	})
}

// goesAlong says which records belong into a packet.
func goesAlong(rec qda.Record, r MakePacket, rounds, chosen map[qda.ID]bool) bool {
	switch x := rec.(type) {
	case qda.Project, qda.Coder, qda.Case, qda.Attribute, qda.Choice, qda.AttributeValue, qda.Code, qda.Label, qda.CodebookVersion,
		qda.Facet, qda.FacetValue, qda.Actor, qda.ActorName, qda.TermGroup, qda.Pseudonym:
		return true // what hangs on documents that stay behind stays with them
	case qda.Document:
		return chosen[x.ID] && x.DeletedAt == ""
	case qda.Revision, qda.Speaker, qda.PassageLanguage, qda.CaseSpan, qda.CodingCheck, qda.Qualifier, qda.RefusedMention:
		return true
	case qda.Round:
		return rounds[x.ID]
	case qda.Excerpt:
		return x.RoundID == r.Round && chosen[x.DocumentID]
	case qda.Assignment:
		return x.RoundID == r.Round && x.CoderID == r.Coder && chosen[x.DocumentID]
	case qda.Coding:
		return x.RoundID == r.Round && x.CoderID == r.Coder && chosen[x.DocumentID]
	case qda.Memo:
		return x.CoderID == r.Coder || x.Owner == "code" || x.Owner == "project"
	}
	return false
}

// OpenPacket unlocks a packet and puts it, as a project to work in, at a path.
func (e *Engine) OpenPacket(ctx context.Context, from, to string, key PacketKey) error {
	path, cleanup, err := e.unlocked(from, key)
	if err != nil {
		return err
	}
	defer cleanup()
	s, err := store.Open(ctx, path, e.storeOptions(true))
	if err != nil {
		return explained(err)
	}
	defer s.Close()
	return explained(s.BackupTo(ctx, to))
}

// ResultPacket writes the present project, with the work done in it, as a file to hand
// back: a verified copy, locked if a key is given.
func (p *Project) ResultPacket(ctx context.Context, path string, key PacketKey) (PacketMade, error) {
	out := PacketMade{Path: path, Coder: Ref{p.Me().ID, p.Me().Name}, Documents: []Ref{}, Locked: key.locks()}
	cat, err := p.names(ctx)
	if err != nil {
		return out, err
	}
	for _, d := range cat.documents {
		if d.DeletedAt == "" {
			out.Documents = append(out.Documents, Ref{d.ID, d.Title})
		}
	}
	if !key.locks() {
		return out, explained(p.store.BackupTo(ctx, path))
	}
	if _, err := os.Lstat(path); err == nil {
		return out, qda.E(qda.Conflict, "project.exists", "There is already a file {path}. It was not touched. Choose another name.", "path", path)
	}
	return out, p.eng.throughTemporary(func(open string) error {
		if err := p.store.BackupTo(ctx, open); err != nil {
			return explained(err)
		}
		return lock(open, path, key)
	})
}

// throughTemporary gives fn a path in a folder that nobody else can read and that is
// gone afterwards.
func (e *Engine) throughTemporary(fn func(path string) error) error {
	dir, err := e.privateFolder()
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	return fn(filepath.Join(dir, "packet"+store.Extension))
}

func (e *Engine) privateFolder() (string, error) {
	if err := os.MkdirAll(e.opts.StateDir, 0o700); err != nil {
		return "", qda.E(qda.Storage, "file.permission", "The system does not allow this file or folder to be used. Nothing was changed. Choose another place or ask for access.").Because(err)
	}
	dir, err := os.MkdirTemp(e.opts.StateDir, "packet-")
	if err != nil {
		return "", qda.E(qda.Storage, "file.permission", "The system does not allow this file or folder to be used. Nothing was changed. Choose another place or ask for access.").Because(err)
	}
	return dir, nil
}

// lock encrypts a file.
func lock(from, to string, key PacketKey) error {
	recipients, err := key.recipients()
	if err != nil {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	return safefile.Write(to, func(out io.Writer) error {
		w, err := age.Encrypt(out, recipients...)
		if err != nil {
			return err
		}
		if _, err := io.Copy(w, in); err != nil {
			return err
		}
		return w.Close()
	})
}

func (k PacketKey) recipients() ([]age.Recipient, error) {
	if k.Passphrase != "" && len(k.Recipients) > 0 {
		return nil, qda.E(qda.Invalid, "packet.two_keys", "A packet is locked by a passphrase or by keys, not by both. Nothing was written.")
	}
	if k.Passphrase != "" {
		r, err := age.NewScryptRecipient(k.Passphrase)
		return []age.Recipient{r}, err
	}
	var out []age.Recipient
	for _, s := range k.Recipients {
		r, err := age.ParseX25519Recipient(strings.TrimSpace(s))
		if err != nil {
			return nil, qda.E(qda.Invalid, "packet.recipient", "{key} is not a public key of age; these begin with age1. Nothing was written.", "key", s).Because(err)
		}
		out = append(out, r)
	}
	return out, nil
}

// maxWork bounds what the head of a locked file may ask for before its passphrase is tried: it
// takes 2^maxWork KiB of memory. Files are locked with 18.
const maxWork = 20

func (k PacketKey) identities() ([]age.Identity, error) {
	var out []age.Identity
	if k.Passphrase != "" {
		id, err := age.NewScryptIdentity(k.Passphrase)
		if err != nil {
			return nil, err
		}
		id.SetMaxWorkFactor(maxWork)
		out = append(out, id)
	}
	if k.Identities != "" {
		f, err := fileBytes(k.Identities, 1<<20)
		if err != nil {
			return nil, err
		}
		ids, err := age.ParseIdentities(bytes.NewReader(f))
		if err != nil {
			return nil, qda.E(qda.Invalid, "packet.identity", "{path} holds no keys of age; these begin with AGE-SECRET-KEY-1.", "path", k.Identities).Because(err)
		}
		out = append(out, ids...)
	}
	return out, nil
}

// ageHead is how a locked file begins.
const ageHead = "age-encryption.org/v1"

// unlocked gives the path of a project file to read: the file itself, or, where it is
// locked, an open copy that cleanup removes.
func (e *Engine) unlocked(path string, key PacketKey) (open string, cleanup func(), err error) {
	cleanup = func() {}
	f, _, err := openRegular(path)
	if err != nil {
		return "", cleanup, err
	}
	defer f.Close()
	head := make([]byte, len(ageHead))
	if n, _ := io.ReadFull(f, head); string(head[:n]) != ageHead {
		return path, cleanup, nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", cleanup, err
	}
	ids, err := key.identities()
	if err != nil {
		return "", cleanup, err
	}
	if len(ids) == 0 {
		return "", cleanup, qda.E(qda.Invalid, "packet.locked", "{path} is locked. Give its passphrase, or the file with your key.", "path", path)
	}
	r, err := age.Decrypt(f, ids...)
	if err != nil {
		return "", cleanup, qda.E(qda.Invalid, "packet.wrong_key", "{path} cannot be unlocked with this passphrase or key. Nothing was changed.", "path", path).Because(err)
	}
	dir, err := e.privateFolder()
	if err != nil {
		return "", cleanup, err
	}
	cleanup = func() { os.RemoveAll(dir) }
	open = filepath.Join(dir, "packet"+store.Extension)
	out, err := os.OpenFile(open, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err == nil {
		if _, err = io.Copy(out, r); err == nil {
			err = out.Close()
		} else {
			out.Close()
		}
	}
	if err != nil {
		cleanup()
		return "", func() {}, qda.E(qda.Damaged, "packet.damaged", "{path} is locked and was damaged on the way. Nothing was changed. Ask for it again.", "path", path).Because(err)
	}
	return open, cleanup, nil
}

// NewPacketKeys makes a pair of keys: the private one to keep, the public one to give
// to whoever locks packets for one.
func NewPacketKeys() (private, public string, err error) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return "", "", err
	}
	return id.String(), id.Recipient().String(), nil
}
