package extract

import (
	"html"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"articula/internal/qda"
)

// frontMatter takes YAML front matter off the start of a Markdown text. What it
// says of the document goes into the result; all of it stays in the text, one
// entry a line. Something that is not a YAML mapping is left to be read as text.
func (d *draft) frontMatter(text string) (rest string, err error) {
	head, ok := strings.CutPrefix(text, "---\n")
	if !ok {
		return text, nil
	}
	stop := strings.Index("\n"+head, "\n---\n")
	after := stop + len("---\n")
	if stop < 0 {
		if stop = strings.Index("\n"+head, "\n...\n"); stop < 0 {
			return text, nil
		}
	}
	if stop > 1<<16 {
		return text, nil
	}
	var node yaml.Node
	if yaml.Unmarshal([]byte(head[:stop]), &node) != nil || len(node.Content) != 1 || node.Content[0].Kind != yaml.MappingNode {
		return text, nil
	}
	pairs := node.Content[0].Content
	for i := 0; i+1 < len(pairs); i += 2 {
		key, value := pairs[i].Value, scalar(pairs[i+1])
		if value == "" || pairs[i].Kind != yaml.ScalarNode {
			continue
		}
		d.meta(key, value)
		var p paragraph
		p.write(key+": "+value, 0)
		if err := d.put(&p, block{kind: qda.Metadata, label: key, styled: true}); err != nil {
			return "", err
		}
	}
	return head[after:], nil
}

// scalar gives a value on one line; lists are joined by commas, deeper values
// are left out of the line as they have no readable form.
func scalar(n *yaml.Node) string {
	switch n.Kind {
	case yaml.ScalarNode:
		return strings.Join(strings.Fields(html.UnescapeString(n.Value)), " ")
	case yaml.SequenceNode:
		var out []string
		for _, c := range n.Content {
			if c.Kind == yaml.ScalarNode {
				out = append(out, scalar(c))
			}
		}
		return strings.Join(out, ", ")
	case yaml.MappingNode:
		var out []string
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i+1].Kind == yaml.ScalarNode {
				out = append(out, n.Content[i].Value+"="+scalar(n.Content[i+1]))
			}
		}
		return strings.Join(out, ", ")
	}
	return ""
}

// meta takes one entry of the properties of a document. Of several dates the one
// of publication counts, not that of a later revision.
func (d *draft) meta(key, value string) {
	r := &d.result
	switch strings.NewReplacer("-", "_", " ", "_").Replace(fold(key)) {
	case "title", "titulo", "titre":
		d.ownTitle = value
	case "publication_date", "fecha_publicacion", "date_publication", "data_publicacao", "enacted", "promulgation_date":
		if t := isoDate(value); t != "" {
			r.Date = t
		}
	case "date", "fecha", "data", "published", "issued":
		if t := isoDate(value); t != "" && r.Date == "" {
			r.Date = t
		}
	case "lang", "language", "idioma", "langue", "lingua":
		r.Lang = isoLanguage(value)
	case "country", "pais", "pays", "jurisdiction", "jurisdiccion", "juridiction":
		r.Jurisdiction = value
		if len(value) == 2 || len(value) == 3 && value == strings.ToLower(value) {
			r.Jurisdiction = strings.ToUpper(value)
		}
	case "kind", "rank", "rango", "type", "tipo", "document_type":
		r.Kind = kindNamed(value)
	}
}

// kindNamed is the kind that a property names, "" if none.
func kindNamed(value string) qda.DocumentKind {
	f := strings.NewReplacer("_", " ", "-", " ").Replace(fold(value))
	for _, k := range qda.DocumentKinds() {
		if strings.ReplaceAll(string(k), "_", " ") == f && k != qda.OtherKind {
			return k
		}
	}
	switch {
	case strings.HasPrefix(f, "decreto ley"), strings.HasPrefix(f, "decreto legislativo"), strings.HasPrefix(f, "decreto lei"):
		return qda.Law
	case strings.HasPrefix(f, "decret"), strings.HasPrefix(f, "resolucion"), strings.HasPrefix(f, "arrete"):
		return qda.Decree
	case strings.HasPrefix(f, "codigo"), strings.HasPrefix(f, "code"), strings.HasPrefix(f, "constitu"), f == "loi", f == "lei", f == "act",
		strings.HasPrefix(f, "ley"), strings.HasPrefix(f, "loi "), strings.HasPrefix(f, "lei "):
		return qda.Law
	}
	return ""
}

var (
	isoForm   = regexp.MustCompile(`^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:$|[T ])`)
	slashForm = regexp.MustCompile(`^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$`)
)

// isoDate gives a date as YYYY, YYYY-MM or YYYY-MM-DD, "" if the text is none.
// Dates with slashes are read day first, as in the languages here but American
// English, unless that is impossible.
func isoDate(s string) string {
	s = strings.TrimSpace(s)
	if m := isoForm.FindStringSubmatch(s); m != nil {
		switch {
		case m[2] == "":
			return m[1]
		case m[2] < "01" || m[2] > "12":
			return ""
		case m[3] == "":
			return m[1] + "-" + m[2]
		case m[3] < "01" || m[3] > "31":
			return ""
		}
		return m[1] + "-" + m[2] + "-" + m[3]
	}
	if m := slashForm.FindStringSubmatch(s); m != nil {
		day, month := "0"+m[1], "0"+m[2]
		day, month = day[len(day)-2:], month[len(month)-2:]
		if month > "12" {
			day, month = month, day
		}
		if month < "01" || month > "12" || day < "01" || day > "31" {
			return ""
		}
		return m[3] + "-" + month + "-" + day
	}
	return ""
}

var languageNames = map[string]string{
	"english": "en", "ingles": "en", "anglais": "en", "spanish": "es", "espanol": "es", "castellano": "es", "espagnol": "es", "espanhol": "es",
	"french": "fr", "frances": "fr", "francais": "fr", "portuguese": "pt", "portugues": "pt", "portugais": "pt",
	"eng": "en", "spa": "es", "fra": "fr", "fre": "fr", "por": "pt",
}

// isoLanguage gives the two letters of a language tag (BCP 47) or name, "" if unknown.
func isoLanguage(s string) string {
	f := fold(strings.TrimSpace(s))
	if code, ok := languageNames[f]; ok {
		return code
	}
	base, _, _ := strings.Cut(strings.ReplaceAll(f, "_", "-"), "-")
	if code, ok := languageNames[base]; ok {
		return code
	}
	if len(base) == 2 && base[0] >= 'a' && base[0] <= 'z' && base[1] >= 'a' && base[1] <= 'z' {
		return base
	}
	return ""
}
