package codebook

import (
	"regexp"
	"slices"
	"strings"

	tree "articula/internal/codebook"
)

// Headings of tables of codes, besides the keys of a codebook written as YAML, as
// [headingKey] writes them. Those of MAXQDA are in the language of its window.
var columnNames = map[string]string{}

func init() {
	for name, headings := range map[string]string{
		"path":   "path code_path pfad ruta chemin caminho",
		"parent": "parent parent_code category obercode ubergeordneter_code kategorie codigo_superior codigo_padre codigo_principal supracodigo categoria code_parent code_superieur code_principal categorie codigo_pai codigo_mae",
		"name":   "code tag code_name codename nombre nombre_del_codigo codigo nom nom_du_code nome nome_do_codigo etiqueta etiquette",
		"definition": "code_memo memo beschreibung definition descripcion definicion memo_de_codigo memo_del_codigo memos_de_codigo " +
			"memo_de_code memo_du_code description descricao definicao memo_do_codigo",
		"include":     "einschluss einschlusskriterien incluir incluir_cuando inclusion criterios_de_inclusion inclure inclure_si criteres_d_inclusion incluir_quando inclusao criterios_de_inclusao",
		"exclude":     "ausschluss ausschlusskriterien excluir excluir_cuando exclusion criterios_de_exclusion exclure exclure_si criteres_d_exclusion excluir_quando exclusao criterios_de_exclusao",
		"example":     "beispiel beispiele ankerbeispiel ejemplo ejemplos exemple exemples exemplo exemplos",
		"color":       "farbe codefarbe couleur cor",
		"folder":      "ordner carpeta dossier pasta",
		"theme":       "theme topic oberkategorie hauptkategorie tema thema",
		"subtheme":    "sub_theme subtheme sub_topic subtopic unterthema subtema sub_tema sous_theme",
		"subcategory": "sub_category subcategory unterkategorie subkategorie subcategoria sub_categoria sous_categorie",
		"subcode":     "sub_code subcode unterkode untercode subcodigo sub_codigo sous_code",
	} {
		for h := range strings.FieldsSeq(headings) {
			columnNames[h] = name
		}
	}
}

// levels are the columns of which each holds one level of the tree, from above.
var levels = []string{"theme", "subtheme", "parent", "subcategory", "name", "subcode"}

// hasLevels reports whether the columns of a table are levels of the tree: more than a
// code and what is above it.
func hasLevels(columns []csvColumn) bool {
	return slices.ContainsFunc(columns, func(c csvColumn) bool {
		return c.what == "level"
	})
}

// headingKey is a heading without case, accents and what stands between its words.
func headingKey(cell string) string { return strings.ReplaceAll(tree.Fold(cell), " ", "_") }

// isCode reports whether a heading is that of the one column in which MAXQDA writes a code
// with those above it.
func isCode(cell string) bool {
	key := headingKey(cell)
	return key == "code" || key == "codigo"
}

var otherLanguage = regexp.MustCompile(`^(.+?)_?\(?([a-z]{2})\)?$`)

// columnOf says what a heading names.
func columnOf(cell string) csvColumn {
	for _, key := range []string{plainKey(cell), headingKey(cell)} {
		if c := plainColumn(key); c.what != "" {
			return c
		}
	}
	if m := otherLanguage.FindStringSubmatch(plainKey(cell)); m != nil {
		if c := plainColumn(strings.TrimRight(m[1], "_(")); c.what == "wording" {
			c.lang = m[2]
			return c
		}
	}
	return csvColumn{}
}

func plainColumn(key string) csvColumn {
	if name := columnNames[key]; name != "" {
		key = name
	} else if name := keys[key]; name != "" {
		key = name
	}
	switch key {
	case "id", "path", "parent", "folder", "color":
		return csvColumn{what: key}
	case "theme", "subtheme", "subcategory", "subcode":
		return csvColumn{what: "level", level: slices.Index(levels, key)}
	}
	for _, f := range fields {
		if f.key == key {
			return csvColumn{what: "wording", field: f}
		}
	}
	return csvColumn{}
}
