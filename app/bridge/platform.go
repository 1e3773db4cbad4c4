package bridge

import (
	"context"
	goruntime "runtime"
	"runtime/debug"

	"articula/internal/qda"
)

// Platform tells the page where it runs, and asks the system for small services.
type Platform struct{ desk *Desk }

// Description is what the program and the machine are.
type Description struct {
	Version string `json:"version"`
	System  string `json:"system"` // "linux", "windows", "darwin"
	Machine string `json:"machine"`
	Built   string `json:"built"` // version of Go
	Locked  bool   `json:"locked"`
	Problem string `json:"problem"` // why projects are not opened in this window, or ""
}

// Describe tells what runs here, and whether projects can be opened.
func (b *Platform) Describe(c Caller) (Description, error) {
	return answer(b.desk, c, func(ctx context.Context) (Description, error) {
		out := Description{
			Version: b.desk.version, System: goruntime.GOOS, Machine: goruntime.GOARCH, Built: goruntime.Version(),
		}
		if info, ok := debug.ReadBuildInfo(); ok {
			out.Built = info.GoVersion
		}
		if err := b.desk.MayOpen(ctx); err != nil {
			out.Problem = qda.AsError(err).Message()
		} else {
			out.Locked = true
		}
		return out, nil
	})
}

// maxCopied bounds what one call puts on the clipboard, in bytes.
const maxCopied = 16 << 20

// Copy puts text on the clipboard of the system.
func (b *Platform) Copy(c Caller, text string) error {
	return perform(b.desk, c, func(ctx context.Context) error {
		if len(text) > maxCopied {
			return qda.E(qda.Invalid, "bridge.copy_too_long", "This is too long for the clipboard. Export it to a file instead.")
		}
		if err := b.desk.desktop.Copy(ctx, text); err != nil {
			return qda.E(qda.Storage, "bridge.copy_failed", "The clipboard could not be reached, so nothing was copied.").Because(err)
		}
		return nil
	})
}

// OpenLink shows an address outside the program, after asking: only web and mail
// addresses, see [Link].
func (b *Platform) OpenLink(c Caller, address string) (bool, error) {
	return answer(b.desk, c, func(ctx context.Context) (bool, error) {
		link, err := Link(address)
		if err != nil {
			return false, err
		}
		w := b.desk.words()
		yes, err := b.desk.desktop.Confirm(ctx, w.linkTitle, w.linkQuestion+"\n\n"+link.Shown())
		if err != nil || !yes {
			return false, err
		}
		b.desk.desktop.Browse(ctx, link.Address())
		return true, nil
	})
}

// Quit closes the window; jobs that run are asked to stop.
func (b *Platform) Quit(c Caller) error {
	return perform(b.desk, c, func(context.Context) error {
		b.desk.desktop.Quit(b.desk.context())
		return nil
	})
}
