package bridge

import (
	"net/mail"
	"net/url"
	"strings"
	"unicode"

	"articula/internal/qda"
)

// External is an address that may be shown outside the program.
type External struct{ u *url.URL }

// Link checks an address: http, https and mailto, with a host or a mailbox, no
// user name before the host, no control characters. Everything else is refused: no
// files, no schemes that start other programs.
func Link(address string) (External, error) {
	refused := qda.E(qda.Invalid, "bridge.link_refused",
		"This address is not opened: only web and mail addresses are.")
	if strings.ContainsFunc(address, func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r)
	}) {
		return External{}, refused
	}
	u, err := url.Parse(address)
	if err != nil {
		return External{}, refused.Because(err)
	}
	switch u.Scheme {
	case "http", "https":
		if u.Hostname() == "" || u.User != nil || u.Opaque != "" {
			return External{}, refused
		}
	case "mailto":
		box, err := mail.ParseAddress(u.Opaque)
		if err != nil || box.Address != u.Opaque || strings.Contains(u.Opaque, "%") {
			return External{}, refused
		}
		u.RawQuery = "" // no subject, body or attachment that the person has not written
	default:
		return External{}, refused
	}
	return External{u}, nil
}

// Address is what the system is given.
func (l External) Address() string { return l.u.String() }

// Shown is what the person is asked about: the host first, because it decides.
func (l External) Shown() string {
	if l.u.Scheme == "mailto" {
		return l.u.Opaque
	}
	return l.u.Hostname() + "\n" + l.Address()
}
