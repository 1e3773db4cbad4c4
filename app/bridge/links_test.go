package bridge

import (
	"net/url"
	"testing"
)

func TestOnlyWebAndMailAddressesLeaveTheProgram(t *testing.T) {
	for _, c := range []struct{ address, want, shown string }{
		{"https://www.un.org/a?b=c#d", "https://www.un.org/a?b=c#d", "www.un.org\nhttps://www.un.org/a?b=c#d"},
		{"http://example.org", "http://example.org", "example.org\nhttp://example.org"},
		{"HTTPS://Example.org/", "https://Example.org/", "Example.org\nhttps://Example.org/"},
		{"mailto:office@example.org", "mailto:office@example.org", "office@example.org"},
		{"mailto:office@example.org?subject=x&attach=/etc/passwd", "mailto:office@example.org", "office@example.org"},
		{"", "", ""}, {"example.org", "", ""}, {"/etc/passwd", "", ""}, {"//example.org/x", "", ""},
		{"file:///etc/passwd", "", ""}, {"javascript:alert(1)", "", ""}, {"data:text/html,x", "", ""},
		{"ftp://example.org", "", ""}, {"smb://host/share", "", ""}, {"vscode://x", "", ""}, {"wails://wails/", "", ""},
		{"https://", "", ""}, {"https:example.org", "", ""}, {"https://user@example.org", "", ""},
		{"https://good.org@evil.org/", "", ""}, {"https://a b.org", "", ""}, {"https://a.org/\nx", "", ""},
		{"https://a.org/\u202egpj.exe", "", ""}, {"https://a.org/\x00", "", ""}, {" https://a.org", "", ""},
		{"mailto:", "", ""}, {"mailto:<a@b.org>", "", ""}, {"mailto:a%0ab@c.org", "", ""}, {"mailto://a@b.org", "", ""},
		{"--help", "", ""}, {"https://-oProxyCommand=x/", "https://-oProxyCommand=x/", "-oProxyCommand=x\nhttps://-oProxyCommand=x/"},
	} {
		link, err := Link(c.address)
		switch {
		case c.want == "" && err == nil:
			t.Errorf("%q is opened as %q", c.address, link.Address())
		case c.want != "" && err != nil:
			t.Errorf("%q is refused: %v", c.address, err)
		case c.want != "" && (link.Address() != c.want || link.Shown() != c.shown):
			t.Errorf("%q is opened as %q and shown as %q", c.address, link.Address(), link.Shown())
		}
	}
}

func TestALinkIsOpenedOnlyWhenThePersonSaysYes(t *testing.T) {
	d, h, c := newDesk(t)
	b := &Platform{d}
	if opened, err := b.OpenLink(c, "https://example.org/"); err != nil || opened || len(h.browsed) > 0 {
		t.Errorf("opened although the answer was no: %v, %v", h.browsed, err)
	}
	h.yes = true
	if opened, err := b.OpenLink(c, "https://example.org/"); err != nil || !opened || len(h.browsed) != 1 {
		t.Errorf("not opened although the answer was yes: %v, %v", h.browsed, err)
	}
	if !contains(h.question, "example.org") {
		t.Errorf("the question does not show the host: %q", h.question)
	}
	if _, err := b.OpenLink(c, "file:///etc/passwd"); err == nil || len(h.browsed) != 1 {
		t.Errorf("opened %v, %v", h.browsed, err)
	}
}

func FuzzLink(f *testing.F) {
	for _, s := range []string{"https://example.org", "mailto:a@b.org", "file:///x", "http://[::1]:80/", "https://é.org/%2e%2e", "javascript:x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, address string) {
		link, err := Link(address)
		if err != nil {
			return
		}
		again, err := url.Parse(link.Address())
		if err != nil {
			t.Fatalf("%q became %q, which is no address", address, link.Address())
		}
		if again.User != nil || (again.Scheme != "http" && again.Scheme != "https" && again.Scheme != "mailto") {
			t.Fatalf("%q became %q", address, link.Address())
		}
		if _, err := Link(link.Address()); err != nil {
			t.Fatalf("%q became %q, which is refused", address, link.Address())
		}
		for _, r := range link.Address() {
			if r < ' ' || r == 0x7f {
				t.Fatalf("%q became %q with a control character", address, link.Address())
			}
		}
	})
}
