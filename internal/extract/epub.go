package extract

import (
	"encoding/xml"
	"errors"
	"net/url"
	"path"
	"strings"
)

// readEPUB reads an electronic book (EPUB 2 and 3): the pages of its spine, in
// their order, with the reader of web pages.
func readEPUB(d *draft, data []byte) error {
	a, err := d.archive(data)
	if err != nil {
		return err
	}
	if a.has("META-INF/encryption.xml") && !a.has("META-INF/container.xml") {
		return errPassword(d.o.Name)
	}
	root, err := rootFile(a)
	if err != nil {
		return err
	}
	spine, err := d.packageFile(a, root)
	if err != nil {
		return err
	}
	title := d.ownTitle
	for _, part := range spine {
		page, err := a.bytes(part, d.o.Limits.Inflated)
		if errors.Is(err, errAbsent) {
			d.warn(warnTruncated, 1)
			continue
		}
		if err != nil {
			return err
		}
		text, _, _, err := decodeText(page, "")
		if err != nil {
			return err
		}
		if err := d.fragment(text); err != nil {
			return err
		}
	}
	d.ownTitle = title
	return nil
}

// rootFile finds the package file of a book.
func rootFile(a *archive) (string, error) {
	r, err := a.open("META-INF/container.xml")
	if err != nil {
		return "", err
	}
	root := ""
	err = newXML(a.d, r).each(func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "rootfile" && root == "" {
			root = attr(e, "full-path")
		}
		return nil
	})
	if err == nil && root == "" {
		err = errAbsent
	}
	return root, err
}

// packageFile takes the properties of a book and gives the parts of its spine.
func (d *draft) packageFile(a *archive, root string) ([]string, error) {
	r, err := a.open(root)
	if err != nil {
		return nil, err
	}
	items := map[string]string{}
	var spine []string
	x := newXML(d, r)
	err = x.each(func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch e.Name.Local {
		case "title", "language", "date":
			s, err := x.text()
			if e.Name.Local != "title" || d.ownTitle == "" {
				d.meta(e.Name.Local, strings.TrimSpace(s))
			}
			return err
		case "creator":
			d.warn(warnAuthor, 1)
		case "item":
			if m := attr(e, "media-type"); strings.Contains(m, "html") {
				href, err := url.PathUnescape(attr(e, "href"))
				if err != nil {
					href = attr(e, "href")
				}
				items[attr(e, "id")] = path.Join(path.Dir(root), href)
			}
		case "itemref":
			if part, ok := items[attr(e, "idref")]; ok && attr(e, "linear") != "no" {
				spine = append(spine, part)
			}
		}
		return nil
	})
	return spine, err
}
