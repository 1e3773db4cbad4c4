package engine

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"articula/internal/agreement"
)

// wording says in one language what numbers about agreement mean.
type wording struct {
	lang  string
	texts map[string]string
}

// wordsIn gives the wording of a language; English for one that is not spoken here.
func wordsIn(lang string) wording {
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	if agreementWords[lang] == nil {
		lang = "en"
	}
	return wording{lang, agreementWords[lang]}
}

// say fills a sentence; args are pairs of a name and its text. Where n is 1, the sentence
// for one is taken, if there is one.
func (w wording) say(key string, args ...string) string {
	if i := slices.Index(args, "n"); i >= 0 && i+1 < len(args) && args[i+1] == "1" && w.texts[key+".one"] != "" {
		key += ".one"
	}
	pairs := make([]string, len(args))
	for i, a := range args {
		pairs[i] = a
		if i%2 == 0 {
			pairs[i] = "{" + a + "}"
		}
	}
	return strings.NewReplacer(pairs...).Replace(w.texts[key])
}

// hundredth is the least difference that is shown; more would promise too much.
const hundredth = 0.01

// number writes two decimals, as the language does.
func (w wording) number(v float64) string {
	switch {
	case math.Abs(v) < hundredth/2:
		v = 0 // no "-0.00"
	case v < 1 && v > 1-hundredth:
		v = 1 - hundredth // 0.998 is no 1.00
	}
	return w.decimal(strconv.FormatFloat(v, 'f', 2, 64))
}

func (w wording) decimal(s string) string {
	if w.lang == "en" {
		return s
	}
	return strings.Replace(s, ".", ",", 1)
}

// percent writes a share in whole per cent; what is rare gets a decimal.
func (w wording) percent(v float64) string {
	digits := 0
	switch {
	case v > 0 && v < hundredth:
		digits = 1
	case v < 1 && v > 1-hundredth:
		v = 1 - hundredth // what is not all is not said to be all
	}
	return w.decimal(strconv.FormatFloat(100*v, 'f', digits, 64)) + " %"
}

// decided says what a person decided on a difference, and why.
func (w wording) decided(d DecisionV) string {
	key := "decided." + d.Choice
	if d.held() != "" {
		key = "decided.as"
	}
	text := w.say(key, "name", d.held(), "by", d.By.Name)
	if why := w.texts["because."+d.Reason]; why != "" {
		text += " (" + why + ")"
	}
	return text
}

// held names the coder whose work holds, if it is that of one.
func (d DecisionV) held() string {
	switch d.Choice {
	case "a":
		return d.A.Name
	case "b":
		return d.B.Name
	}
	return ""
}

// reason explains why a number is missing.
func (w wording) reason(code string) string {
	if text := w.texts["reason."+code]; text != "" {
		return text
	}
	return code
}

// why is the same for a reason that may be none.
func (w wording) why(r agreement.Reason) string {
	if r == "" {
		return ""
	}
	return w.reason(string(r))
}

func (w wording) interval(ci []float64, method string) string {
	key := "interval"
	if m := agreement.Method(method); m == agreement.ByTurn || m == agreement.ByParagraph {
		key = "interval.passages"
	}
	return w.say(key, "low", w.number(ci[0]), "high", w.number(ci[1]))
}

// says puts the agreement on a code into words: what was decided alike, what that
// means for the code, how sure it is, and why two numbers may seem to contradict
// each other.
func (c comparison) says(v AgreementCode, r agreement.CodeReport, w wording) []string {
	out := []string{}
	name := v.Code
	if n := c.cat.tree.Node(r.Code); n != nil {
		name = n.Code.Name
	}
	unit := w.texts["unit."+string(c.report.Unit)]
	if v.Percent != nil && c.report.Unit != agreement.Segment {
		out = append(out, w.say("percent", "coders", c.codersNamed(w), "same", strconv.Itoa(v.Units-v.Differ), "all", strconv.Itoa(v.Units), "unit", unit, "percent", w.percent(float64(v.Units-v.Differ)/float64(max(1, v.Units)))))
	}
	if m := v.Matched; m != nil && v.Units > 0 {
		out = append(out, w.say("segments", "pairs", strconv.Itoa(m.Pairs), "all", strconv.Itoa(v.Units)))
	}
	switch {
	case v.Matched != nil && v.Holsti != nil && v.KappaN != nil:
		out = append(out, w.say("segments.values", "holsti", w.number(*v.Holsti), "kappa", w.number(*v.KappaN)), w.say("segments.none"))
	case v.Matched != nil && v.Units > 0:
		out = append(out, w.say("segments.none"))
	case v.Reason != "":
		out = append(out, w.reason(v.Reason))
	}
	if v.Positive != nil {
		out = append(out, w.say("positive", "code", name, "percent", w.percent(*v.Positive)))
	}
	if only := c.onlyUser(r); only != "" {
		out = append(out, w.say("only", "coder", only))
	}
	if len(r.Unfilled) > 0 {
		out = append(out, w.say("unfilled.code", "coders", c.unfilledBy(r)))
	}
	if v.Alpha != nil {
		out = append(out, w.say("alpha", "alpha", w.number(*v.Alpha)))
		if *v.Alpha <= -hundredth/2 {
			out = append(out, w.say("worse"))
		}
	}
	if len(v.CI) == 2 && v.Differ > 0 {
		out = append(out, w.interval(v.CI, v.Method))
	}
	if v.AtMost != nil && v.Reason == "" {
		out = append(out, w.say("atmost", "n", strconv.Itoa(v.Units), "percent", w.percent(*v.AtMost)))
	}
	if v.NoCI == string(agreement.TooFewUnits) && v.Alpha != nil {
		out = append(out, w.say("few"))
	}
	if v.Percent != nil && v.Kappa != nil && *v.Percent > 0.85 && *v.Kappa < 0.5 {
		share := prevalence(r)
		key := "rare"
		if share > 0.5 {
			key, share = "common", 1-share
		}
		out = append(out, w.say(key, "code", name, "percent", w.percent(share)))
	}
	return out
}

// prevalence is the share of judgements that applied the code, where two or more judged:
// what only one has read tells nothing of why kappa is low.
func prevalence(r agreement.CodeReport) float64 {
	s := r.Sums
	all := s.Both + 2*s.Mixed + s.Neither
	if all == 0 {
		return 0
	}
	return (s.Both + s.Mixed) / all
}

// onlyUser names the one of two coders who uses a code that the other never does. What
// fills no unit was used all the same.
func (c comparison) onlyUser(r agreement.CodeReport) string {
	if len(c.study.Coders) != 2 || r.Table == nil || len(r.Used) != 2 {
		return ""
	}
	switch {
	case r.Used[0] > 0 && r.Used[1] == 0:
		return c.coder(c.study.Coders[0]).Name
	case r.Used[1] > 0 && r.Used[0] == 0:
		return c.coder(c.study.Coders[1]).Name
	}
	return ""
}

// agreementWords has the sentences. Every language has every key; a test holds it.
var agreementWords = map[string]map[string]string{
	"en": {
		"and": "and", "unit.character": "characters", "unit.sentence": "sentences", "unit.paragraph": "paragraphs", "unit.turn": "turns", "unit.document": "documents", "unit.segment": "segments", "unit.excerpt": "excerpts",
		"percent":           "{coders} made the same decision on {same} of {all} {unit} ({percent}).",
		"segments.values":   "Holsti’s coefficient is {holsti}, Brennan and Prediger’s kappa {kappa}.",
		"segments.none":     "Segments that are matched have no place where neither coded, so alpha, kappa and AC1 do not exist here.",
		"segments":          "{pairs} of {all} segments have a counterpart.",
		"positive":          "When one coder used “{code}”, another did so, too, {percent} of the time.",
		"alpha":             "Alpha is {alpha}: 0 is what you would expect if everybody scattered the codes at random at their usual rates, 1 is always the same. It works for any number of coders and for gaps.",
		"interval":          "If other documents had been chosen, alpha would likely lie between {low} and {high}.",
		"interval.passages": "If other passages of these documents had been chosen, alpha would likely lie between {low} and {high}. There are too few documents to draw from, so other documents may differ more.",
		"atmost":            "No disagreement in {n} units; up to {percent} may still disagree.",
		"atmost.one":        "No disagreement in {n} unit; up to {percent} may still disagree.",
		"few":               "There are too few units or documents for an interval.",
		"only":              "Only {coder} uses this code.",
		"worse":             "Worse than chance: usually a misread definition or swapped codes.",
		"rare":              "High agreement, low kappa: “{code}” is rare ({percent}). When a code is rare, agreement on leaving it out is nearly certain by chance; look at the table, and at how often both used it. AC1 is less affected.",
		"common":            "High agreement, low kappa: “{code}” is nearly everywhere (missing in {percent}). Agreement on using it is then nearly certain by chance; look at the table, and at how often both left it out. AC1 is less affected.",
		"codes.none":        "None of the codes that the round is about is in the codebook any more. Nothing is compared.",
		"codes.gone":        "“{code}”, which the round is about, is no longer in the codebook and is not compared.",
		"codes.merged":      "“{code}”, which the round is about, became part of “{into}” and is compared as that.",
		"hidden":            "{n} documents are still blind and are not in these numbers.",
		"hidden.one":        "{n} document is still blind and is not in these numbers.",
		"incomplete":        "{n} of {m} assignments are not finished. The numbers will change.",
		"incomplete.one":    "{n} of {m} assignments is not finished. The numbers will change.",
		"excerpts":          "The round is about {n} passages in {m} documents; each is judged as a whole.",
		"excerpts.one":      "The round is about {n} passage; it is judged as a whole.",
		"excerpts.here":     "The round is about {n} passages in one document; each is judged as a whole.",
		"presumed":          "In {n} documents nobody was assigned. Whoever coded there counts as having finished.",
		"presumed.one":      "In {n} document nobody was assigned. Whoever coded there counts as having finished.",
		"repaired":          "{n} codings overlapped, were empty or lay outside of the text, and were put in order before comparing.",
		"repaired.one":      "{n} coding overlapped, was empty or lay outside of the text, and was put in order before comparing.",
		"off":               "This team works without coefficients; look at the differences.",

		"words":                "“{value}” is no number, so that no judgement counts as one: alphas for ordinal, interval and ratio scales have no value.",
		"words.weights":        "“{value}” is no number, so that no judgement counts as one: alphas for ordinal, interval and ratio scales have no value, and the weights take the categories one step apart, in the order of their letters. Name the categories in their order (--categories).",
		"column":               "“{column}” was taken for a coder and shares no value with any other. If it is none, name the columns of the coders with --columns.",
		"unfilled":             "{n} codings fill less than {cover} of any unit and count nowhere here. Let any part count (“Counts if covered” in Review, --cover any on the command line) or compare by characters.",
		"unfilled.one":         "{n} coding fills less than {cover} of any unit and counts nowhere here. Let any part count (“Counts if covered” in Review, --cover any on the command line) or compare by characters.",
		"unfilled.excerpt":     "{n} codings fill less than {cover} of any excerpt and count nowhere here. Let any part count (“Counts if covered” in Review, --cover any on the command line).",
		"unfilled.excerpt.one": "{n} coding fills less than {cover} of any excerpt and counts nowhere here. Let any part count (“Counts if covered” in Review, --cover any on the command line).",
		"unfilled.between":     "{n} codings lie between the units and count nowhere here. Compare by characters.",
		"unfilled.between.one": "{n} coding lies between the units and counts nowhere here. Compare by characters.",
		"unfilled.code":        "Codings that cover too little of any unit to count: {coders}.",
		"unfilled.codes":       "Used, but filling no unit, so that there are no numbers for them: {codes}.",

		"title":                      "Agreement between coders",
		"methods":                    "Methods",
		"overview":                   "Overview",
		"pairs":                      "Pairs of coders",
		"documents":                  "Documents",
		"document":                   "Document",
		"unit":                       "Unit",
		"explained":                  "In words",
		"differences":                "Passages on which coders differ",
		"code":                       "Code",
		"ci":                         "95 % interval",
		"pos":                        "pos.",
		"cells":                      "both / first / second / neither",
		"differ":                     "different",
		"together":                   "All codes together",
		"cover.any":                  "any part",
		"with":                       "with: {names}",
		"without":                    "without: {names}",
		"decided.as":                 "decided: as {name}, by {by}",
		"decided.both":               "decided: both, by {by}",
		"decided.neither":            "decided: neither, by {by}",
		"decided.new":                "decided: another code, by {by}",
		"because.definition":         "definition unclear",
		"because.oversight":          "oversight",
		"because.boundary":           "where it ends",
		"because.ambiguous":          "text is ambiguous",
		"kind.missed":                "missed",
		"kind.different_code":        "different code",
		"kind.sibling_code":          "sibling code",
		"kind.boundary_only":         "boundary only",
		"kind.extra_code":            "extra code",
		"methods.who":                "{coders} coded {n} documents independently of each other in the round “{round}”.",
		"methods.who.one":            "{coders} coded {n} document independently of each other in the round “{round}”.",
		"methods.blind":              "Nobody saw the others' codings, counts or memos of a document before everybody had finished it.",
		"methods.drawn":              "The documents were drawn at random from {n} (seed {seed}).",
		"methods.strata":             "The documents were drawn at random from {n}, in proportion to the values of “{by}” (seed {seed}).",
		"methods.unit":               "Coders were compared on {unit}; a coder counts as having applied a code to a unit if {cover} of it is covered.",
		"methods.numbers":            "Reported are percent agreement, specific agreement on using a code, Krippendorff's alpha (nominal), Gwet's AC1 and {kappa}'s kappa, pooled over codes by numerators and denominators.",
		"methods.interval":           "The 95 % intervals come from {method} with {n} resamples (seed {seed}).",
		"method.document_bootstrap":  "drawing whole documents with replacement",
		"method.turn_bootstrap":      "drawing turns with replacement, as there are too few documents",
		"method.paragraph_bootstrap": "drawing paragraphs with replacement, as there are too few documents",
		"method.unit_bootstrap":      "drawing units with replacement",
		"methods.codebook":           "The codebook is the version “{name}”.",
		"methods.limits":             "The thresholds set for the project are {low} and {high}.",
		"methods.independent":        "All numbers rest on the independent codings, never on those decided afterwards.",

		"reason.fewer_than_two_coders": "Only one person has coded this.",
		"reason.no_pairable_units":     "These coders have no finished documents in common.",
		"reason.no_variation":          "Everyone agreed, and there was nothing to tell apart. Chance cannot be estimated.",
		"reason.code_not_used":         "Nobody used this code.",
		"reason.fills_no_unit":         "This code was used, but fills no unit by the share that counts.",
		"reason.code_always_used":      "Everybody used this code everywhere.",
		"reason.not_applicable":        "This coefficient has no meaning for this unit or number of coders.",
		"reason.too_few_units":         "There are too few units for an interval.",
		"reason.codes_overlap":         "A coder used codes together that exclude each other.",
	},
	"es": {
		"and": "y", "unit.character": "caracteres", "unit.sentence": "oraciones", "unit.paragraph": "párrafos", "unit.turn": "turnos", "unit.document": "documentos", "unit.segment": "segmentos", "unit.excerpt": "extractos",
		"percent":           "{coders} tomaron la misma decisión en {same} de {all} {unit} ({percent}).",
		"segments.values":   "El coeficiente de Holsti es {holsti}; el kappa de Brennan y Prediger, {kappa}.",
		"segments.none":     "Entre segmentos emparejados no hay lugares sin codificar por ambos: aquí no existen alfa, kappa ni AC1.",
		"segments":          "{pairs} de {all} segmentos tienen su correspondiente.",
		"positive":          "Cuando un codificador usó «{code}», otro también lo hizo el {percent} de las veces.",
		"alpha":             "El alfa es {alpha}: 0 es lo esperable si cada quien repartiera los códigos al azar con su frecuencia habitual; 1, siempre lo mismo. Sirve para cualquier número de codificadores y con datos faltantes.",
		"interval":          "Si se hubieran elegido otros documentos, el alfa estaría probablemente entre {low} y {high}.",
		"interval.passages": "Si se hubieran elegido otros pasajes de estos documentos, el alfa estaría probablemente entre {low} y {high}. Hay muy pocos documentos para sortear, de modo que otros documentos pueden diferir más.",
		"atmost":            "Ningún desacuerdo en {n} unidades; hasta un {percent} puede aún discrepar.",
		"atmost.one":        "Ningún desacuerdo en {n} unidad; hasta un {percent} puede aún discrepar.",
		"few":               "Hay muy pocas unidades o documentos para dar un intervalo.",
		"only":              "Solo {coder} usa este código.",
		"worse":             "Peor que el azar: suele ser una definición mal leída o códigos intercambiados.",
		"rare":              "Acuerdo alto, kappa bajo: «{code}» es infrecuente ({percent}). Cuando un código es infrecuente, coincidir en no usarlo es casi seguro por azar; mire la tabla y cuántas veces lo usaron ambos. AC1 se ve menos afectado.",
		"common":            "Acuerdo alto, kappa bajo: «{code}» está casi en todas partes (falta en el {percent}). Coincidir en usarlo es entonces casi seguro por azar; mire la tabla y cuántas veces lo omitieron ambos. AC1 se ve menos afectado.",
		"codes.none":        "Ninguno de los códigos de los que trata la ronda sigue en el libro de códigos. No se compara nada.",
		"codes.gone":        "«{code}», del que trata la ronda, ya no está en el libro de códigos y no se compara.",
		"codes.merged":      "«{code}», del que trata la ronda, pasó a formar parte de «{into}» y se compara como tal.",
		"hidden":            "{n} documentos siguen a ciegas y no entran en estas cifras.",
		"hidden.one":        "{n} documento sigue a ciegas y no entra en estas cifras.",
		"incomplete":        "{n} de {m} asignaciones no están terminadas. Las cifras cambiarán.",
		"incomplete.one":    "{n} de {m} asignaciones no está terminada. Las cifras cambiarán.",
		"excerpts":          "La ronda trata de {n} pasajes en {m} documentos; cada uno se juzga entero.",
		"excerpts.one":      "La ronda trata de {n} pasaje; se juzga entero.",
		"excerpts.here":     "La ronda trata de {n} pasajes en un solo documento; cada uno se juzga entero.",
		"presumed":          "En {n} documentos nadie tenía asignación. Quien codificó allí cuenta como si hubiera terminado.",
		"presumed.one":      "En {n} documento nadie tenía asignación. Quien codificó allí cuenta como si hubiera terminado.",
		"repaired":          "{n} codificaciones se solapaban, estaban vacías o quedaban fuera del texto, y se ordenaron antes de comparar.",
		"repaired.one":      "{n} codificación se solapaba, estaba vacía o quedaba fuera del texto, y se ordenó antes de comparar.",
		"off":               "Este equipo trabaja sin coeficientes; mire las diferencias.",

		"words":                "«{value}» no es un número, de modo que ningún juicio cuenta como tal: los alfas para escalas ordinales, de intervalo y de razón no tienen valor.",
		"words.weights":        "«{value}» no es un número, de modo que ningún juicio cuenta como tal: los alfas para escalas ordinales, de intervalo y de razón no tienen valor, y los pesos toman las categorías a un paso de distancia, en el orden de sus letras. Nombre las categorías en su orden (--categories).",
		"column":               "«{column}» se tomó por un codificador y no comparte ningún valor con los demás. Si no lo es, nombre las columnas de los codificadores con --columns.",
		"unfilled":             "{n} codificaciones cubren menos del {cover} de cualquier unidad y aquí no cuentan en nada. Haga que cuente cualquier parte («Cuenta si se cubre» en Revisión, --cover any en la línea de órdenes) o compare por caracteres.",
		"unfilled.one":         "{n} codificación cubre menos del {cover} de cualquier unidad y aquí no cuenta en nada. Haga que cuente cualquier parte («Cuenta si se cubre» en Revisión, --cover any en la línea de órdenes) o compare por caracteres.",
		"unfilled.excerpt":     "{n} codificaciones cubren menos del {cover} de cualquier extracto y aquí no cuentan en nada. Haga que cuente cualquier parte («Cuenta si se cubre» en Revisión, --cover any en la línea de órdenes).",
		"unfilled.excerpt.one": "{n} codificación cubre menos del {cover} de cualquier extracto y aquí no cuenta en nada. Haga que cuente cualquier parte («Cuenta si se cubre» en Revisión, --cover any en la línea de órdenes).",
		"unfilled.between":     "{n} codificaciones quedan entre las unidades y aquí no cuentan en nada. Compare por caracteres.",
		"unfilled.between.one": "{n} codificación queda entre las unidades y aquí no cuenta en nada. Compare por caracteres.",
		"unfilled.code":        "Codificaciones que cubren demasiado poco de cualquier unidad para contar: {coders}.",
		"unfilled.codes":       "Usados, pero sin cubrir ninguna unidad, de modo que no tienen cifras: {codes}.",

		"title":                      "Acuerdo entre codificadores",
		"methods":                    "Método",
		"overview":                   "Panorama",
		"pairs":                      "Pares de codificadores",
		"documents":                  "Documentos",
		"document":                   "Documento",
		"unit":                       "Unidad",
		"explained":                  "En palabras",
		"differences":                "Pasajes en que los codificadores difieren",
		"code":                       "Código",
		"ci":                         "intervalo del 95 %",
		"pos":                        "pos.",
		"cells":                      "ambos / primero / segundo / ninguno",
		"differ":                     "distintas",
		"together":                   "Todos los códigos juntos",
		"cover.any":                  "cualquier parte",
		"with":                       "con: {names}",
		"without":                    "sin: {names}",
		"decided.as":                 "decidido: como {name}, por {by}",
		"decided.both":               "decidido: ambos, por {by}",
		"decided.neither":            "decidido: ninguno, por {by}",
		"decided.new":                "decidido: otro código, por {by}",
		"because.definition":         "definición poco clara",
		"because.oversight":          "descuido",
		"because.boundary":           "dónde termina",
		"because.ambiguous":          "el texto es ambiguo",
		"kind.missed":                "omitido",
		"kind.different_code":        "otro código",
		"kind.sibling_code":          "código hermano",
		"kind.boundary_only":         "solo los límites",
		"kind.extra_code":            "código adicional",
		"methods.who":                "{coders} codificaron {n} documentos de forma independiente en la ronda «{round}».",
		"methods.who.one":            "{coders} codificaron {n} documento de forma independiente en la ronda «{round}».",
		"methods.blind":              "Nadie vio las codificaciones, los recuentos ni los memos de los demás sobre un documento antes de que todos lo hubieran terminado.",
		"methods.drawn":              "Los documentos se sortearon entre {n} (semilla {seed}).",
		"methods.strata":             "Los documentos se sortearon entre {n}, en proporción a los valores de «{by}» (semilla {seed}).",
		"methods.unit":               "Los codificadores se compararon por {unit}; se considera que un codificador aplicó un código a una unidad si cubrió {cover} de ella.",
		"methods.numbers":            "Se informan el porcentaje de acuerdo, el acuerdo específico en el uso de un código, el alfa de Krippendorff (nominal), el AC1 de Gwet y el kappa de {kappa}, agregados entre códigos por numeradores y denominadores.",
		"methods.interval":           "Los intervalos del 95 % provienen de {method}, con {n} remuestreos (semilla {seed}).",
		"method.document_bootstrap":  "sortear documentos enteros con reposición",
		"method.turn_bootstrap":      "sortear turnos con reposición, pues hay muy pocos documentos",
		"method.paragraph_bootstrap": "sortear párrafos con reposición, pues hay muy pocos documentos",
		"method.unit_bootstrap":      "sortear unidades con reposición",
		"methods.codebook":           "El libro de códigos es la versión «{name}».",
		"methods.limits":             "Los umbrales fijados para el proyecto son {low} y {high}.",
		"methods.independent":        "Todas las cifras se basan en las codificaciones independientes, nunca en lo decidido después.",

		"reason.fewer_than_two_coders": "Solo una persona ha codificado esto.",
		"reason.no_pairable_units":     "Estos codificadores no tienen documentos terminados en común.",
		"reason.no_variation":          "Todos coincidieron y no había nada que distinguir. No se puede estimar el azar.",
		"reason.code_not_used":         "Nadie usó este código.",
		"reason.fills_no_unit":         "Este código se usó, pero no cubre ninguna unidad en la proporción que cuenta.",
		"reason.code_always_used":      "Todos usaron este código en todas partes.",
		"reason.not_applicable":        "Este coeficiente no tiene sentido para esta unidad o número de codificadores.",
		"reason.too_few_units":         "Hay muy pocas unidades para dar un intervalo.",
		"reason.codes_overlap":         "Un codificador usó juntos códigos que se excluyen.",
	},
	"fr": {
		"and": "et", "unit.character": "caractères", "unit.sentence": "phrases", "unit.paragraph": "paragraphes", "unit.turn": "tours de parole", "unit.document": "documents", "unit.segment": "segments", "unit.excerpt": "extraits",
		"percent":           "{coders} ont pris la même décision pour {same} {unit} sur {all} ({percent}).",
		"segments.values":   "Le coefficient de Holsti est de {holsti}, le kappa de Brennan et Prediger de {kappa}.",
		"segments.none":     "Entre segments appariés, il n’y a pas d’endroit que personne n’a codé : alpha, kappa et AC1 n’existent pas ici.",
		"segments":          "{pairs} segments sur {all} ont leur pendant.",
		"positive":          "Quand un codeur a employé « {code} », un autre l’a fait aussi dans {percent} des cas.",
		"alpha":             "L’alpha est de {alpha} : 0 est ce qu’on attendrait si chacun répartissait les codes au hasard à sa fréquence habituelle, 1 est toujours pareil. Il vaut pour tout nombre de codeurs et avec des données manquantes.",
		"interval":          "Si d’autres documents avaient été choisis, l’alpha serait probablement entre {low} et {high}.",
		"interval.passages": "Si d’autres passages de ces documents avaient été choisis, l’alpha serait probablement entre {low} et {high}. Il y a trop peu de documents pour en tirer au sort ; d’autres documents peuvent différer davantage.",
		"atmost":            "Aucun désaccord sur {n} unités ; jusqu’à {percent} peuvent encore diverger.",
		"atmost.one":        "Aucun désaccord sur {n} unité ; jusqu’à {percent} peuvent encore diverger.",
		"few":               "Il y a trop peu d’unités ou de documents pour un intervalle.",
		"only":              "Seul·e {coder} emploie ce code.",
		"worse":             "Pire que le hasard : d’ordinaire une définition mal lue ou des codes intervertis.",
		"rare":              "Accord élevé, kappa faible : « {code} » est rare ({percent}). Quand un code est rare, s’accorder à ne pas l’employer est presque certain par hasard ; voyez le tableau et combien de fois les deux l’ont employé. L’AC1 y est moins sensible.",
		"common":            "Accord élevé, kappa faible : « {code} » est presque partout (absent dans {percent}). S’accorder à l’employer est alors presque certain par hasard ; voyez le tableau et combien de fois les deux l’ont omis. L’AC1 y est moins sensible.",
		"codes.none":        "Aucun des codes sur lesquels porte le tour n’est encore dans le livre de codes. Rien n’est comparé.",
		"codes.gone":        "« {code} », sur lequel porte le tour, n’est plus dans le livre de codes et n’est pas comparé.",
		"codes.merged":      "« {code} », sur lequel porte le tour, a été intégré à « {into} » et est comparé comme tel.",
		"hidden":            "{n} documents sont encore en aveugle et n’entrent pas dans ces chiffres.",
		"hidden.one":        "{n} document est encore en aveugle et n’entre pas dans ces chiffres.",
		"incomplete":        "{n} affectations sur {m} ne sont pas terminées. Les chiffres changeront.",
		"incomplete.one":    "{n} affectation sur {m} n’est pas terminée. Les chiffres changeront.",
		"excerpts":          "Le tour porte sur {n} passages dans {m} documents ; chacun est jugé en entier.",
		"excerpts.one":      "Le tour porte sur {n} passage ; il est jugé en entier.",
		"excerpts.here":     "Le tour porte sur {n} passages dans un seul document ; chacun est jugé en entier.",
		"presumed":          "Dans {n} documents, personne n’était affecté. Qui y a codé compte comme ayant terminé.",
		"presumed.one":      "Dans {n} document, personne n’était affecté. Qui y a codé compte comme ayant terminé.",
		"repaired":          "{n} codages se chevauchaient, étaient vides ou hors du texte, et ont été mis en ordre avant la comparaison.",
		"repaired.one":      "{n} codage se chevauchait, était vide ou hors du texte, et a été mis en ordre avant la comparaison.",
		"off":               "Cette équipe travaille sans coefficients ; regardez les différences.",

		"words":                "« {value} » n’est pas un nombre, si bien qu’aucun jugement ne compte comme tel : les alphas pour échelles ordinales, d’intervalle et de rapport n’ont pas de valeur.",
		"words.weights":        "« {value} » n’est pas un nombre, si bien qu’aucun jugement ne compte comme tel : les alphas pour échelles ordinales, d’intervalle et de rapport n’ont pas de valeur, et les poids prennent les catégories à un pas de distance, dans l’ordre de leurs lettres. Nommez les catégories dans leur ordre (--categories).",
		"column":               "« {column} » a été pris pour un codeur et n’a aucune valeur en commun avec les autres. Si ce n’en est pas un, nommez les colonnes des codeurs avec --columns.",
		"unfilled":             "{n} codages couvrent moins de {cover} de toute unité et ne comptent nulle part ici. Faites compter toute partie (« Compte si couvert » dans Révision, --cover any en ligne de commande) ou comparez par caractères.",
		"unfilled.one":         "{n} codage couvre moins de {cover} de toute unité et ne compte nulle part ici. Faites compter toute partie (« Compte si couvert » dans Révision, --cover any en ligne de commande) ou comparez par caractères.",
		"unfilled.excerpt":     "{n} codages couvrent moins de {cover} de tout extrait et ne comptent nulle part ici. Faites compter toute partie (« Compte si couvert » dans Révision, --cover any en ligne de commande).",
		"unfilled.excerpt.one": "{n} codage couvre moins de {cover} de tout extrait et ne compte nulle part ici. Faites compter toute partie (« Compte si couvert » dans Révision, --cover any en ligne de commande).",
		"unfilled.between":     "{n} codages se trouvent entre les unités et ne comptent nulle part ici. Comparez par caractères.",
		"unfilled.between.one": "{n} codage se trouve entre les unités et ne compte nulle part ici. Comparez par caractères.",
		"unfilled.code":        "Codages qui couvrent trop peu de toute unité pour compter : {coders}.",
		"unfilled.codes":       "Employés, mais sans couvrir aucune unité, donc sans chiffres : {codes}.",

		"title":                      "Accord entre codeurs",
		"methods":                    "Méthode",
		"overview":                   "Vue d’ensemble",
		"pairs":                      "Paires de codeurs",
		"documents":                  "Documents",
		"document":                   "Document",
		"unit":                       "Unité",
		"explained":                  "En clair",
		"differences":                "Passages où les codeurs diffèrent",
		"code":                       "Code",
		"ci":                         "intervalle à 95 %",
		"pos":                        "pos.",
		"cells":                      "les deux / premier / second / aucun",
		"differ":                     "différentes",
		"together":                   "Tous les codes ensemble",
		"cover.any":                  "une partie quelconque",
		"with":                       "avec : {names}",
		"without":                    "sans : {names}",
		"decided.as":                 "décidé : comme {name}, par {by}",
		"decided.both":               "décidé : les deux, par {by}",
		"decided.neither":            "décidé : aucun, par {by}",
		"decided.new":                "décidé : un autre code, par {by}",
		"because.definition":         "définition peu claire",
		"because.oversight":          "inattention",
		"because.boundary":           "où cela finit",
		"because.ambiguous":          "le texte est ambigu",
		"kind.missed":                "omis",
		"kind.different_code":        "autre code",
		"kind.sibling_code":          "code frère",
		"kind.boundary_only":         "limites seulement",
		"kind.extra_code":            "code en plus",
		"methods.who":                "{coders} ont codé {n} documents indépendamment dans le tour « {round} ».",
		"methods.who.one":            "{coders} ont codé {n} document indépendamment dans le tour « {round} ».",
		"methods.blind":              "Personne n’a vu les codages, les comptages ni les mémos des autres sur un document avant que tous l’aient terminé.",
		"methods.drawn":              "Les documents ont été tirés au sort parmi {n} (graine {seed}).",
		"methods.strata":             "Les documents ont été tirés au sort parmi {n}, en proportion des valeurs de « {by} » (graine {seed}).",
		"methods.unit":               "Les codeurs ont été comparés par {unit} ; un code compte comme appliqué à une unité si {cover} en est couvert.",
		"methods.numbers":            "Sont donnés le pourcentage d’accord, l’accord spécifique sur l’emploi d’un code, l’alpha de Krippendorff (nominal), l’AC1 de Gwet et le kappa de {kappa}, agrégés sur les codes par numérateurs et dénominateurs.",
		"methods.interval":           "Les intervalles à 95 % viennent de {method}, avec {n} rééchantillonnages (graine {seed}).",
		"method.document_bootstrap":  "tirages de documents entiers avec remise",
		"method.turn_bootstrap":      "tirages de tours de parole avec remise, faute de documents assez nombreux",
		"method.paragraph_bootstrap": "tirages de paragraphes avec remise, faute de documents assez nombreux",
		"method.unit_bootstrap":      "tirages d’unités avec remise",
		"methods.codebook":           "Le livre de codes est la version « {name} ».",
		"methods.limits":             "Les seuils fixés pour le projet sont {low} et {high}.",
		"methods.independent":        "Tous les chiffres reposent sur les codages indépendants, jamais sur ce qui a été décidé ensuite.",

		"reason.fewer_than_two_coders": "Une seule personne a codé cela.",
		"reason.no_pairable_units":     "Ces codeurs n’ont aucun document terminé en commun.",
		"reason.no_variation":          "Tous étaient d’accord et il n’y avait rien à distinguer. Le hasard ne peut être estimé.",
		"reason.code_not_used":         "Personne n’a employé ce code.",
		"reason.fills_no_unit":         "Ce code a été employé, mais ne couvre aucune unité dans la proportion qui compte.",
		"reason.code_always_used":      "Tous ont employé ce code partout.",
		"reason.not_applicable":        "Ce coefficient n’a pas de sens pour cette unité ou ce nombre de codeurs.",
		"reason.too_few_units":         "Il y a trop peu d’unités pour un intervalle.",
		"reason.codes_overlap":         "Un codeur a employé ensemble des codes qui s’excluent.",
	},
	"pt": {
		"and": "e", "unit.character": "caracteres", "unit.sentence": "frases", "unit.paragraph": "parágrafos", "unit.turn": "turnos", "unit.document": "documentos", "unit.segment": "segmentos", "unit.excerpt": "excertos",
		"percent":           "{coders} tomaram a mesma decisão em {same} de {all} {unit} ({percent}).",
		"segments.values":   "O coeficiente de Holsti é {holsti}; o kappa de Brennan e Prediger, {kappa}.",
		"segments.none":     "Entre segmentos emparelhados não há lugares que ninguém codificou: aqui não existem alfa, kappa nem AC1.",
		"segments":          "{pairs} de {all} segmentos têm correspondente.",
		"positive":          "Quando um codificador usou “{code}”, outro também o fez em {percent} das vezes.",
		"alpha":             "O alfa é {alpha}: 0 é o que se esperaria se cada um espalhasse os códigos ao acaso com a frequência habitual; 1, sempre igual. Serve para qualquer número de codificadores e com dados em falta.",
		"interval":          "Se outros documentos tivessem sido escolhidos, o alfa estaria provavelmente entre {low} e {high}.",
		"interval.passages": "Se outras passagens destes documentos tivessem sido escolhidas, o alfa estaria provavelmente entre {low} e {high}. Há poucos documentos para sortear, pelo que outros documentos podem diferir mais.",
		"atmost":            "Nenhum desacordo em {n} unidades; até {percent} ainda podem divergir.",
		"atmost.one":        "Nenhum desacordo em {n} unidade; até {percent} ainda podem divergir.",
		"few":               "Há poucas unidades ou documentos para um intervalo.",
		"only":              "Só {coder} usa este código.",
		"worse":             "Pior do que o acaso: em geral, uma definição mal lida ou códigos trocados.",
		"rare":              "Acordo alto, kappa baixo: “{code}” é raro ({percent}). Quando um código é raro, concordar em não o usar é quase certo por acaso; veja a tabela e quantas vezes ambos o usaram. O AC1 é menos afetado.",
		"common":            "Acordo alto, kappa baixo: “{code}” está em quase toda a parte (falta em {percent}). Concordar em usá-lo é então quase certo por acaso; veja a tabela e quantas vezes ambos o omitiram. O AC1 é menos afetado.",
		"codes.none":        "Nenhum dos códigos de que trata a rodada está ainda no livro de códigos. Nada é comparado.",
		"codes.gone":        "“{code}”, de que trata a rodada, já não está no livro de códigos e não é comparado.",
		"codes.merged":      "“{code}”, de que trata a rodada, passou a fazer parte de “{into}” e é comparado como tal.",
		"hidden":            "{n} documentos ainda estão às cegas e não entram nestes números.",
		"hidden.one":        "{n} documento ainda está às cegas e não entra nestes números.",
		"incomplete":        "{n} de {m} atribuições não estão terminadas. Os números vão mudar.",
		"incomplete.one":    "{n} de {m} atribuições não está terminada. Os números vão mudar.",
		"excerpts":          "A rodada trata de {n} passagens em {m} documentos; cada uma é julgada por inteiro.",
		"excerpts.one":      "A rodada trata de {n} passagem; é julgada por inteiro.",
		"excerpts.here":     "A rodada trata de {n} passagens num só documento; cada uma é julgada por inteiro.",
		"presumed":          "Em {n} documentos ninguém tinha atribuição. Quem lá codificou conta como tendo terminado.",
		"presumed.one":      "Em {n} documento ninguém tinha atribuição. Quem lá codificou conta como tendo terminado.",
		"repaired":          "{n} codificações sobrepunham-se, estavam vazias ou fora do texto, e foram postas em ordem antes de comparar.",
		"repaired.one":      "{n} codificação sobrepunha-se, estava vazia ou fora do texto, e foi posta em ordem antes de comparar.",
		"off":               "Esta equipe trabalha sem coeficientes; veja as diferenças.",

		"words":                "“{value}” não é um número, de modo que nenhum juízo conta como tal: os alfas para escalas ordinais, de intervalo e de razão não têm valor.",
		"words.weights":        "“{value}” não é um número, de modo que nenhum juízo conta como tal: os alfas para escalas ordinais, de intervalo e de razão não têm valor, e os pesos tomam as categorias a um passo de distância, na ordem das suas letras. Indique as categorias na sua ordem (--categories).",
		"column":               "“{column}” foi tomado por um codificador e não tem nenhum valor em comum com os outros. Se não o for, indique as colunas dos codificadores com --columns.",
		"unfilled":             "{n} codificações cobrem menos de {cover} de qualquer unidade e aqui não contam em nada. Faça contar qualquer parte (“Conta se coberto” em Revisão, --cover any na linha de comandos) ou compare por caracteres.",
		"unfilled.one":         "{n} codificação cobre menos de {cover} de qualquer unidade e aqui não conta em nada. Faça contar qualquer parte (“Conta se coberto” em Revisão, --cover any na linha de comandos) ou compare por caracteres.",
		"unfilled.excerpt":     "{n} codificações cobrem menos de {cover} de qualquer excerto e aqui não contam em nada. Faça contar qualquer parte (“Conta se coberto” em Revisão, --cover any na linha de comandos).",
		"unfilled.excerpt.one": "{n} codificação cobre menos de {cover} de qualquer excerto e aqui não conta em nada. Faça contar qualquer parte (“Conta se coberto” em Revisão, --cover any na linha de comandos).",
		"unfilled.between":     "{n} codificações ficam entre as unidades e aqui não contam em nada. Compare por caracteres.",
		"unfilled.between.one": "{n} codificação fica entre as unidades e aqui não conta em nada. Compare por caracteres.",
		"unfilled.code":        "Codificações que cobrem demasiado pouco de qualquer unidade para contar: {coders}.",
		"unfilled.codes":       "Usados, mas sem cobrir nenhuma unidade, pelo que não têm números: {codes}.",

		"title":                      "Acordo entre codificadores",
		"methods":                    "Método",
		"overview":                   "Panorama",
		"pairs":                      "Pares de codificadores",
		"documents":                  "Documentos",
		"document":                   "Documento",
		"unit":                       "Unidade",
		"explained":                  "Por palavras",
		"differences":                "Passagens em que os codificadores diferem",
		"code":                       "Código",
		"ci":                         "intervalo de 95 %",
		"pos":                        "pos.",
		"cells":                      "ambos / primeiro / segundo / nenhum",
		"differ":                     "diferentes",
		"together":                   "Todos os códigos juntos",
		"cover.any":                  "qualquer parte",
		"with":                       "com: {names}",
		"without":                    "sem: {names}",
		"decided.as":                 "decidido: como {name}, por {by}",
		"decided.both":               "decidido: ambos, por {by}",
		"decided.neither":            "decidido: nenhum, por {by}",
		"decided.new":                "decidido: outro código, por {by}",
		"because.definition":         "definição pouco clara",
		"because.oversight":          "descuido",
		"because.boundary":           "onde termina",
		"because.ambiguous":          "o texto é ambíguo",
		"kind.missed":                "omitido",
		"kind.different_code":        "outro código",
		"kind.sibling_code":          "código irmão",
		"kind.boundary_only":         "só os limites",
		"kind.extra_code":            "código a mais",
		"methods.who":                "{coders} codificaram {n} documentos de forma independente na rodada “{round}”.",
		"methods.who.one":            "{coders} codificaram {n} documento de forma independente na rodada “{round}”.",
		"methods.blind":              "Ninguém viu as codificações, as contagens nem os memorandos dos outros sobre um documento antes de todos o terem terminado.",
		"methods.drawn":              "Os documentos foram sorteados entre {n} (semente {seed}).",
		"methods.strata":             "Os documentos foram sorteados entre {n}, em proporção aos valores de “{by}” (semente {seed}).",
		"methods.unit":               "Os codificadores foram comparados por {unit}; considera-se que um codificador aplicou um código a uma unidade se {cover} dela estiver coberto.",
		"methods.numbers":            "Indicam-se a porcentagem de acordo, o acordo específico no uso de um código, o alfa de Krippendorff (nominal), o AC1 de Gwet e o kappa de {kappa}, agregados entre códigos por numeradores e denominadores.",
		"methods.interval":           "Os intervalos de 95 % resultam de {method}, com {n} reamostragens (semente {seed}).",
		"method.document_bootstrap":  "sortear documentos inteiros com reposição",
		"method.turn_bootstrap":      "sortear turnos com reposição, por haver poucos documentos",
		"method.paragraph_bootstrap": "sortear parágrafos com reposição, por haver poucos documentos",
		"method.unit_bootstrap":      "sortear unidades com reposição",
		"methods.codebook":           "O livro de códigos é a versão “{name}”.",
		"methods.limits":             "Os limiares fixados para o projeto são {low} e {high}.",
		"methods.independent":        "Todos os números assentam nas codificações independentes, nunca no que foi decidido depois.",

		"reason.fewer_than_two_coders": "Só uma pessoa codificou isto.",
		"reason.no_pairable_units":     "Estes codificadores não têm documentos terminados em comum.",
		"reason.no_variation":          "Todos concordaram e não havia nada a distinguir. O acaso não pode ser estimado.",
		"reason.code_not_used":         "Ninguém usou este código.",
		"reason.fills_no_unit":         "Este código foi usado, mas não cobre nenhuma unidade na proporção que conta.",
		"reason.code_always_used":      "Todos usaram este código em toda a parte.",
		"reason.not_applicable":        "Este coeficiente não tem sentido para esta unidade ou número de codificadores.",
		"reason.too_few_units":         "Há poucas unidades para um intervalo.",
		"reason.codes_overlap":         "Um codificador usou juntos códigos que se excluem.",
	},
}
