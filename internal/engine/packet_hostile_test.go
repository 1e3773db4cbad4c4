//go:build unix

package engine_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"articula/internal/engine"
	"articula/internal/qda"
)

// returned is the file of a project, and that of a packet that came back from a coder of it.
func returned(t testing.TB) (home, packet []byte) {
	t.Helper()
	p, d, round := team(t)
	out := filepath.Join(t.TempDir(), "for-b.articula")
	if _, err := p.MakePacket(ctx, engine.MakePacket{Path: out, Round: round.ID, Coder: coders(t, p, "Coder B")[0]}); err != nil {
		t.Fatal(err)
	}
	there := openAs(t, out, "Coder B", 91)
	if _, err := there.AddCodings(ctx, engine.AddCodings{Document: d.ID, Round: round.ID, Span: at(t, there, d, "we meet every month"), Codes: []qda.ID{code(t, there, "informal")}, Memo: "mine"}); err != nil {
		t.Fatal(err)
	}
	back := filepath.Join(filepath.Dir(out), "from-b.articula")
	if _, err := there.ResultPacket(ctx, back, engine.PacketKey{}); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(filepath.Dir(out), "home.articula")
	if _, err := p.Backup(ctx, "", copied); err != nil {
		t.Fatal(err)
	}
	if home, err := os.ReadFile(copied); err == nil {
		packet, err = os.ReadFile(back)
		if err == nil {
			return home, packet
		}
	}
	t.Fatal("the files cannot be read again")
	return nil, nil
}

// homeOf is the project of a file.
func homeOf(t testing.TB, file []byte) *engine.Project {
	t.Helper()
	path := filepath.Join(t.TempDir(), "home.articula")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return openAs(t, path, "Coder A", 7)
}

// refused says whether what came of a merge is one sentence for a person, and that the project
// is as it was.
func refused(t *testing.T, p *engine.Project, name string, err error, seq int) {
	t.Helper()
	var known *qda.Error
	if !errors.As(err, &known) || known.Kind == qda.Internal || !strings.HasSuffix(known.Message(), ".") {
		t.Errorf("%s: no sentence: %v", name, err)
	}
	if info, err := p.Info(ctx); err != nil || info.Seq != seq {
		t.Errorf("%s: the project is not as it was: %+v %v", name, info, err)
	}
	whole(t, p)
}

func TestHostilePackets(t *testing.T) {
	home, good := returned(t)
	p := homeOf(t, home)
	before, err := p.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	private, public, err := engine.NewPacketKeys()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	keys := filepath.Join(dir, "key.txt")
	os.WriteFile(keys, []byte(private+"\n"), 0o600)
	huge := filepath.Join(dir, "huge-key.txt")
	os.WriteFile(huge, bytes.Repeat([]byte("AGE-SECRET-KEY-1\n"), 100_000), 0o600)
	plain := filepath.Join(dir, "plain.articula")
	os.WriteFile(plain, good, 0o600)
	locked := lockedBytes(t, p, public)

	files := map[string][]byte{
		"empty":          {},
		"text":           []byte("Dear colleague, attached are my codings.\n"),
		"zip":            []byte("PK\x03\x04" + strings.Repeat("x", 5000)),
		"cut":            good[:len(good)/2],
		"cut at a page":  good[:8192],
		"head only":      good[:100],
		"zeros":          append(bytes.Clone(good[:4096]), make([]byte, len(good)-4096)...),
		"locked, cut":    locked[:len(locked)-40],
		"locked, empty":  []byte("age-encryption.org/v1\n"),
		"locked, stanza": []byte("age-encryption.org/v1\n" + strings.Repeat("-> X25519 x\ny\n", 100_000)),
		// a key of which trying it alone would take 4 GiB of memory
		"locked, costly": []byte("age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 22\n" + strings.Repeat("A", 43) + "\n--- " + strings.Repeat("A", 43) + "\n" + strings.Repeat("x", 100)),
	}
	for name, body := range files {
		path := filepath.Join(dir, "hostile.articula")
		os.WriteFile(path, body, 0o600)
		key := engine.PacketKey{Identities: keys}
		if name == "locked, costly" {
			key = engine.PacketKey{Passphrase: "correct horse"}
		}
		start := time.Now()
		for _, dry := range []bool{true, false} {
			_, err := p.Merge(ctx, engine.MergeRequest{Path: path, DryRun: dry, Key: key}, nil)
			refused(t, p, name, err, before.Seq)
		}
		to := filepath.Join(dir, "opened.articula")
		if err := newEngine(t).OpenPacket(ctx, path, to, key); err == nil {
			t.Errorf("%s: it was opened", name)
		}
		if _, err := os.Stat(to); err == nil {
			t.Errorf("%s: a file was written", name)
			os.Remove(to)
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: %v", name, took)
		}
		if left, _ := filepath.Glob(path + "-*"); len(left) > 0 {
			t.Errorf("%s: %q are left", name, left)
		}
	}
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	for name, r := range map[string]engine.MergeRequest{
		"a pipe":            {Path: pipe},
		"a folder":          {Path: dir},
		"a device":          {Path: "/dev/zero"},
		"a pipe for a key":  {Path: filepath.Join(dir, "locked"), Key: engine.PacketKey{Identities: pipe}},
		"a large key":       {Path: filepath.Join(dir, "locked"), Key: engine.PacketKey{Identities: huge}},
		"not a key at all":  {Path: filepath.Join(dir, "locked"), Key: engine.PacketKey{Identities: plain}},
		"a key without end": {Path: filepath.Join(dir, "locked"), Key: engine.PacketKey{Identities: "/dev/zero"}},
	} {
		os.WriteFile(filepath.Join(dir, "locked"), locked, 0o600)
		_, err := p.Merge(ctx, r, nil)
		refused(t, p, name, err, before.Seq)
	}
	// and the one that is sound comes in; the round is blind, so it is not counted what it brings
	if r, err := p.Merge(ctx, engine.MergeRequest{Path: plain}, nil); err != nil || r.Ops != 1 || !r.Hidden {
		t.Errorf("%+v %v", r, err)
	}
}

func lockedBytes(t *testing.T, p *engine.Project, public string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "locked.age")
	if _, err := p.ResultPacket(ctx, path, engine.PacketKey{Recipients: []string{public}}); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// Whatever a packet holds, merging it ends soon: it comes in and leaves a project that is sound,
// or it is refused in one sentence and nothing changed. The input changes bytes of a packet that
// is sound, three at a time: two say where, one says what; the first byte says how much is cut.
func FuzzPacket(f *testing.F) {
	home, packet := returned(f)
	f.Add([]byte{0})
	f.Add([]byte{9})
	f.Add([]byte{0, 0, 0, 'x'})
	f.Add([]byte{0, 0, 16, 0xff})
	f.Add([]byte{0, 0, 100, 5, 0, 103, 200})
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) < 1 || len(in) > 200 {
			return
		}
		p, raw := homeOf(t, home), bytes.Clone(packet)
		for b := in[1:]; len(b) >= 3; b = b[3:] {
			raw[(int(b[0])<<8|int(b[1]))*37%len(raw)] = b[2]
		}
		raw = raw[:len(raw)-len(raw)*int(in[0])/256]
		path := filepath.Join(t.TempDir(), "packet.articula")
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		before, err := p.Info(ctx)
		if err != nil {
			t.Fatal(err)
		}
		soon, stop := context.WithTimeout(ctx, 30*time.Second)
		defer stop()
		_, err = p.Merge(soon, engine.MergeRequest{Path: path}, nil)
		if soon.Err() != nil {
			t.Fatal("merging does not end")
		}
		if err != nil {
			refused(t, p, "changed", err, before.Seq)
		}
		whole(t, p)
	})
}
