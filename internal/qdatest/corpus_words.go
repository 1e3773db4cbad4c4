package qdatest

import "strings"

// tongue is the material from which sentences of one language are made. Lists are
// in order of frequency: the first entries are drawn most often.
type tongue struct {
	code      string
	share     float64 // of the documents
	nouns     []string
	verbs     []string // regular; stems, or the infinitive in English
	adverbs   []string
	adjs      []string
	preps     []string
	joins     []string
	openers   []string
	questions []string
	plural    func(noun string) string
	article   func(noun string, plural bool) string
	endings   []string // of verbs
	marks     string   // of a question
}

func list(s string) []string { return strings.Fields(s) }

func phrases(s string) []string { return strings.Split(s, "|") }

var tongues = []tongue{english, spanish, french, portuguese}

var english = tongue{
	code: "en", share: 0.5,
	nouns: list(`programme coordination household ministry community target agreement manager budget committee law level
		office money meeting farmer school plan transfer beneficiary woman family service council policy region problem
		staff year group person work village list land seed credit training market register information mechanism
		government donor project agency institution operation condition payment visit day technician leader child
		mother officer district evidence approach grant saving income crop animal water road health nutrition food
		education assistance protection poverty registry design eligibility rule criterion instrument protocol signature
		decree article manual strategy objective result impact evaluation synergy complement incentive resistance inertia
		capacity training participation decision authority mayor governor minister director interview question answer
		story example case difference change step function responsibility mandate resource fund account report`),
	verbs: list(`work coordinate target discuss plan help need ask start support report finance select train visit explain receive
		agree share decide approve design implement monitor evaluate transfer invest save produce harvest return
		organise register include exclude extend delay sign fund allocate manage follow change improve fail learn`),
	adjs: list(`local national formal informal rural technical political social small poor public different common central
		regional institutional agricultural productive complementary joint weak strong new old important difficult clear
		legal annual integrated separate vertical horizontal financial administrative eligible possible vulnerable`),
	adverbs:   list(`also never always really usually together often only quickly formally informally mostly almost perhaps sometimes`),
	preps:     phrases(`of|in|with|for|to|from|at|by|between|without|against|through|under|during`),
	joins:     phrases(`and|but|because|so|although|when|if|while|or`),
	openers:   phrases(`Well|I think|In practice|At the beginning|As I said|To be honest|On paper|In that district|After the reform|What we see is that`),
	questions: phrases(`How do you|When did you|Why did they|Who decides how to|Could you tell me how they|Where do people`),
	plural: func(n string) string {
		switch {
		case strings.HasSuffix(n, "y") && !strings.HasSuffix(n, "ey"):
			return n[:len(n)-1] + "ies"
		case strings.HasSuffix(n, "s"), strings.HasSuffix(n, "ch"):
			return n + "es"
		case n == "woman":
			return "women"
		case n == "child":
			return "children"
		}
		return n + "s"
	},
	article: func(string, bool) string { return "the" },
	endings: list(`ed ing s ed s er ing ed s ers`),
	marks:   "?",
}

var spanish = tongue{
	code: "es", share: 0.2,
	nouns: list(`programa coordinación hogar ministerio comunidad municipio convenio gestor presupuesto mesa ley nivel
		oficina plata reunión productor escuela plan transferencia beneficiario mujer familia servicio gobierno política
		región problema personal año grupo persona trabajo vereda lista tierra semilla crédito capacitación mercado padrón
		información mecanismo cooperante proyecto agencia institución operación condición pago visita día técnico líder niño
		madre funcionario distrito evidencia enfoque subsidio ahorro ingreso cultivo animal agua camino salud nutrición
		alimentación educación asistencia protección pobreza registro diseño elegibilidad regla criterio instrumento protocolo
		firma decreto artículo manual estrategia objetivo resultado impacto evaluación sinergia complemento incentivo
		resistencia inercia capacidad participación decisión autoridad alcalde gobernador director entrevista pregunta
		respuesta historia ejemplo caso diferencia cambio función responsabilidad mandato recurso fondo cuenta informe`),
	verbs: list(`trabaj coordin focaliz junt planific ayud necesit pregunt apoy inform identific seleccion capacit visit
		explic convers acord aprob diseñ implement evalu ahorr cosech organiz registr ampli demor firm financi asign
		gestion lider cambi mejor fall articul present entreg llam qued pas habl dej ocup utiliz aument`),
	adjs: list(`local nacional formal informal rural técnico político social pequeño pobre público distinto común central
		regional institucional agrícola productivo complementario conjunto débil nuevo viejo importante difícil claro legal
		anual integrado separado vertical horizontal financiero administrativo elegible posible vulnerable`),
	adverbs:   list(`también nunca siempre realmente generalmente juntos muchas_veces solo rápidamente formalmente casi quizás además`),
	preps:     phrases(`de|en|con|para|a|desde|por|entre|sin|contra|según|bajo|durante|hasta`),
	joins:     phrases(`y|pero|porque|entonces|aunque|cuando|si|mientras|o`),
	openers:   phrases(`Bueno|Yo creo que|En la práctica|Al principio|Como le decía|Para serle sincero|En el papel|En ese distrito|Después de la reforma|Lo que vemos es que`),
	questions: phrases(`¿Cómo hacen para|¿Cuándo empezaron a|¿Por qué no|¿Quién decide cómo|¿Me podría contar cómo|¿Dónde se reúnen para`),
	plural: func(n string) string {
		switch {
		case strings.HasSuffix(n, "ón"):
			return strings.TrimSuffix(n, "ón") + "ones"
		case strings.ContainsAny(n[len(n)-1:], "aeo"):
			return n + "s"
		}
		return n + "es"
	},
	article: func(n string, plural bool) string {
		fem := strings.HasSuffix(n, "a") && n != "programa" && n != "día" && n != "problema" || strings.HasSuffix(n, "ón") || strings.HasSuffix(n, "dad") || n == "mujer" || n == "ley"
		switch {
		case fem && plural:
			return "las"
		case fem:
			return "la"
		case plural:
			return "los"
		}
		return "el"
	},
	endings: list(`ar a aba ó amos ando ado an aron aban ará aría en e é aremos aste ábamos arán ara aran arían ada`),
	marks:   "?",
}

var french = tongue{
	code: "fr", share: 0.15,
	nouns: list(`programme coordination ménage ministère communauté cible accord gestionnaire budget comité loi niveau bureau
		argent réunion agriculteur école plan transfert bénéficiaire femme famille service conseil politique région problème
		personnel année groupe personne travail village liste terre semence crédit formation marché registre information
		mécanisme gouvernement bailleur projet agence institution opération condition paiement visite jour technicien chef enfant
		mère agent district preuve approche subvention épargne revenu culture animal eau route santé nutrition alimentation
		éducation assistance protection pauvreté conception éligibilité règle critère instrument protocole signature décret
		article manuel stratégie objectif résultat impact évaluation synergie complément incitation résistance inertie capacité
		participation décision autorité maire gouverneur directeur entretien question réponse histoire exemple cas
		différence changement étape fonction responsabilité mandat ressource fonds compte rapport`),
	verbs: list(`travaill coordonn cibl rencontr planifi aid demand appuy inform identifi sélectionn form visit expliqu
		échang partag décid approuv élabor exécut évalu épargn cultiv récolt organis enregistr retard sign financ
		allou gér chang amélior échou montr accompagn articul pens parl donn pass trouv laiss utilis augment`),
	adjs: list(`local national formel informel rural technique politique social petit pauvre public différent commun central
		régional institutionnel agricole productif complémentaire conjoint faible fort nouveau important difficile clair légal
		annuel intégré séparé vertical horizontal financier administratif éligible possible vulnérable`),
	adverbs:   list(`aussi jamais toujours vraiment généralement ensemble souvent seulement rapidement formellement presque peut-être surtout`),
	preps:     phrases(`de|dans|avec|pour|à|depuis|par|entre|sans|contre|selon|sous|pendant|chez`),
	joins:     phrases(`et|mais|parce que|donc|bien que|quand|si|alors que|ou`),
	openers:   phrases(`Bon|Je pense que|Dans la pratique|Au début|Comme je le disais|Pour être honnête|Sur le papier|Dans ce district|Après la réforme|C'est-à-dire que`),
	questions: phrases(`Comment faites-vous pour|Quand avez-vous commencé à|Pourquoi n'ont-ils pas|Qui décide comment|Pourriez-vous me dire comment|Où vont-ils pour`),
	plural: func(n string) string {
		switch {
		case strings.HasSuffix(n, "eau"):
			return n + "x"
		case strings.HasSuffix(n, "al"):
			return strings.TrimSuffix(n, "l") + "ux"
		}
		if strings.HasSuffix(n, "s") {
			return n
		}
		return n + "s"
	},
	article: func(n string, plural bool) string {
		if plural {
			return "les"
		}
		if strings.ContainsAny(n[:1], "aeiou") || strings.HasPrefix(n, "é") {
			return "l’"
		}
		if strings.HasSuffix(n, "e") || strings.HasSuffix(n, "tion") || strings.HasSuffix(n, "té") || n == "loi" {
			return "la"
		}
		return "le"
	},
	endings: list(`er e ait é ons ant ée ent ées aient era erait ez és ions iez ai eront`),
	marks:   " ?",
}

var portuguese = tongue{
	code: "pt", share: 0.15,
	nouns: list(`programa coordenação família ministério comunidade município convênio gestor orçamento comitê lei nível
		escritório dinheiro reunião agricultor escola plano transferência beneficiário mulher serviço governo política região
		problema pessoal ano grupo pessoa trabalho aldeia lista terra semente crédito capacitação mercado cadastro informação
		mecanismo doador projeto agência instituição operação condição pagamento visita dia técnico líder criança mãe
		funcionário distrito evidência abordagem subsídio poupança renda lavoura animal água estrada saúde nutrição alimentação
		educação assistência proteção pobreza registro desenho elegibilidade regra critério instrumento protocolo assinatura
		decreto artigo manual estratégia objetivo resultado impacto avaliação sinergia complemento incentivo resistência
		inércia capacidade participação decisão autoridade prefeito governador diretor entrevista pergunta resposta história
		exemplo caso diferença mudança etapa função responsabilidade mandato recurso fundo conta relatório`),
	verbs: list(`trabalh coorden focaliz encontr planej ajud precis pergunt apoi inform identific selecion capacit visit
		explic convers acord compartilh aprov desenh implement avali poup organiz registr ampli atras assin financi aloc
		lider mud melhor falh articul apresent entreg cham fic pass fal deix ocup utiliz aument`),
	adjs: list(`local nacional formal informal rural técnico político social pequeno pobre público diferente comum central
		regional institucional agrícola produtivo complementar conjunto fraco novo velho importante difícil claro legal anual
		integrado separado vertical horizontal financeiro administrativo elegível possível vulnerável`),
	adverbs:   list(`também nunca sempre realmente geralmente juntos muitas_vezes só rapidamente formalmente quase talvez além`),
	preps:     phrases(`de|em|com|para|a|desde|por|entre|sem|contra|segundo|sob|durante|até`),
	joins:     phrases(`e|mas|porque|então|embora|quando|se|enquanto|ou`),
	openers:   phrases(`Bom|Eu acho que|Na prática|No começo|Como eu dizia|Para ser sincera|No papel|Naquele distrito|Depois da reforma|O que vemos é que`),
	questions: phrases(`Como vocês fazem para|Quando começaram a|Por que não|Quem decide como|Poderia me contar como|Onde se reúnem para`),
	plural: func(n string) string {
		switch {
		case strings.HasSuffix(n, "ão"):
			return strings.TrimSuffix(n, "ão") + "ões"
		case strings.HasSuffix(n, "al"):
			return strings.TrimSuffix(n, "l") + "is"
		case strings.HasSuffix(n, "vel"):
			return strings.TrimSuffix(n, "l") + "is"
		case strings.HasSuffix(n, "m"):
			return strings.TrimSuffix(n, "m") + "ns"
		case strings.HasSuffix(n, "r"):
			return n + "es"
		}
		return n + "s"
	},
	article: func(n string, plural bool) string {
		fem := strings.HasSuffix(n, "a") && n != "programa" && n != "problema" && n != "dia" || strings.HasSuffix(n, "ão") || strings.HasSuffix(n, "dade") || n == "mulher" || n == "lei" || n == "mãe"
		switch {
		case fem && plural:
			return "as"
		case fem:
			return "a"
		case plural:
			return "os"
		}
		return "o"
	},
	endings: list(`ar a ava ou amos ando ado am aram avam ará aria em e ei aremos ada arão ariam ássemos`),
	marks:   "?",
}
