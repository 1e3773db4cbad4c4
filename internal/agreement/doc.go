// Package agreement measures how consistently coders code. It turns codings into
// units, units into coefficients with their uncertainty, and says for every number
// on which passages it rests. It is pure: values in, values out, no clock, no
// files; what is random comes from a seed.
//
// # Words
//
// A coder applies codes to segments of a text. A unit is what is judged: a
// sentence, a turn, a paragraph, a document, an excerpt chosen beforehand, or a
// single character. A judgement is one coder's answer for one unit; it is missing
// where the coder was not assigned or has not finished, and "no" where the coder
// finished and applied nothing. A unit is pairable if two coders judged it. The
// scale is the list of categories that could have been chosen; it comes from the
// codebook. A line is what units are counted along, and a lane is one coder's use
// of one code on it.
//
// # The way through the package
//
//	codings ─ Segments, Normalise ─→ runs ─ Partition.Project ─→ lanes on a line
//	lanes ─ CrossLanes ─→ Table2      (two coders)
//	lanes ─ Histogram, SumsOf ─→ Sums (any number; sums of documents add)
//	units × coders ─ ParseRatings ─→ Ratings ─→ Table, Tally ─→ coefficients
//	sections ─→ Unitizing, UnitizingAlpha1995, Gamma
//
// [Compare] walks all of the way for a project, [CompareExclusive] for codes that
// exclude each other, [FromTable] starts from a table. Everything that may have no
// value is an [Estimate], with a [Reason] where it has none.
//
// # One line for every unit rule
//
// Characters and sentences need no different arithmetic. A coder's codings of one
// code are runs on the line of characters; projected, they are runs on the line of
// sentence numbers. From there on only runs are counted: two coders by a walk with
// two pointers, any number by one sweep over the ends of all runs. What a text of
// a million characters costs is its number of codings. No array of characters
// exists anywhere but in the tests, where the slow reference paints one.
//
// # What is compared with what
//
// All coefficients correct an observed agreement for the one that chance would
// bring; they differ in what they call chance.
//
//   - Percent agreement corrects nothing. It is what people understand at once,
//     and what a rare code makes worthless: coders who never use it agree on
//     everything.
//   - Specific agreement ([Sums.Positive]) asks of a code's uses only. Show it for
//     every rare code.
//   - Cohen's kappa lets each coder have an own habit, so it forgives nothing but
//     punishes no bias; Scott, Fleiss and Krippendorff draw both from one common
//     distribution, so coders who use a code unequally often lose by it. Conger and
//     Light extend Cohen to several coders.
//   - Krippendorff's alpha takes any number of coders, missing judgements, metrics
//     and small samples in one formula. It is the headline.
//   - Brennan–Prediger lets chance choose every category alike, and Gwet's AC1 lets
//     chance act on the doubtful judgements only. Both stay high for rare codes
//     where kappa collapses (the paradox of Feinstein & Cicchetti 1990). Neither
//     view is wrong; never switch from one to the other because the number is
//     nicer.
//
// # Two coefficients are called alpha for unitizing
//
// Where coders choose the boundaries themselves, units are not given and two
// coefficients claim to measure the agreement. alpha_U (Krippendorff 1995, 2004)
// squares the lengths by which sections differ; DKPro and INCEpTION compute it. The
// u-alpha family (Krippendorff, Mathet, Bouvry & Widlöcher 2016) goes by the
// lengths of intersections, so it can be taken apart: u for everything, |u for what
// is worth coding, cu for the codes where both coded, (k)u for one code. The two give
// different numbers for the same codings. This package offers the family, and
// alpha_U by its year ([UnitizingAlpha1995]) for comparison with those programs.
// cu and (k)u speak of part of the text only, and carry their coverage with them.
// Their self-pairing term for three or more coders is read in two ways by public
// implementations; until the paper's equation 10 settles it they are marked
// experimental there.
//
// u-alpha counts segments, not only characters: two segments that touch are two.
// [Segments] leaves them apart, [Normalise] unites them.
//
// gamma (Mathet, Widlöcher & Métivier 2015) aligns whole units and tolerates
// overlap, but compares with continua drawn at random, and the way of drawing
// decides much of the value. It belongs beside the others, for two or three coders.
//
// # Why no standard error on characters
//
// Every analytic standard error supposes independent units. The characters of one
// segment are all coded or all not; a hundred thousand of them are perhaps thirty
// decisions, and a formula with n = 100,000 gives an interval that is far too
// narrow. The sentences of one interview are better, but resemble each other too.
// So [Compare] draws whole documents with replacement; with fewer than eight
// documents it draws their turns or paragraphs, and says so; with fewer than ten
// units it gives no interval. Only sums are added up, so two thousand resamples
// cost little. The analytic errors (Fleiss, Cohen & Everitt 1969 for tables, Gwet's
// linearisation for several coders) are there for tables of units that really are
// independent. Krippendorff's own bootstrap of pairs comes out about half as wide
// as drawing units, and is there for comparison with KALPHA only.
//
// # Undefined is not zero
//
// If everybody always chose the same, chance agreement is complete and every
// chance-corrected coefficient is 0/0. Other programs print 1, 0, NaN or an error.
// Here the estimate is not Defined and says [NoVariation]; if nobody used a code at
// all it says [CodeNotUsed], or where it was used and no unit is covered enough
// [FillsNoUnit], and the code stays out of pooled numbers. Pooled numbers add
// numerators and denominators apart ([PooledBinaryAlpha]); a mean of coefficients
// would hang on the rarest code.
//
// # Same seed, same result
//
// Each resample has its own stream of random numbers, made of the seed and its
// number. Work is spread over goroutines by index and added up in the order of the
// documents. The result is the same for one goroutine and for many.
//
// # How it is held
//
// TestVectors runs every worked example in testdata, which are published ones, and
// in the files that ARTICULA_AGREEMENT_VECTORS names. Beside every fast algorithm
// stands a slow one in reference_test.go, which does what the definition says.
//
// # Sources
//
// Artstein & Poesio (2008), Computational Linguistics 34, 555–596. Brennan &
// Prediger (1981), Educational and Psychological Measurement 41, 687–699. Byrt,
// Bishop & Carlin (1993), J. Clinical Epidemiology 46, 423–429. Cohen (1960), Educ.
// Psychol. Measurement 20, 37–46; (1968), Psychological Bulletin 70, 213–220. Conger
// (1980), Psychol. Bull. 88, 322–328. De Vries, Elliott, Kanouse & Teleki (2008),
// Field Methods 20, 272–282. Feinstein & Cicchetti (1990), J. Clin. Epidemiol. 43,
// 543–549 and 551–558. Fleiss (1971), Psychol. Bull. 76, 378–382; with Cohen &
// Everitt (1969), ibid. 72, 323–327; with Nee & Landis (1979), ibid. 86, 974–977.
// Fournier (2013), ACL, 1702–1712. Gwet (2008), British J. Mathematical and
// Statistical Psychology 61, 29–48; (2014), Handbook of Inter-Rater Reliability, 4th
// ed. Hayes & Krippendorff (2007), Communication Methods and Measures 1, 77–89.
// Krippendorff (1995), Sociological Methodology 25, 47–76; (2004, 2019), Content
// Analysis; (2011), Computing Krippendorff's Alpha-Reliability; with Mathet, Bouvry
// & Widlöcher (2016), Quality & Quantity 50, 2347–2364. Light (1971), Psychol. Bull.
// 76, 365–377. Mathet (2017), Computational Linguistics 43, 661–681; with Widlöcher &
// Métivier (2015), ibid. 41, 437–479. Passonneau (2004, 2006), LREC. Scott (1955),
// Public Opinion Quarterly 19, 321–325.
package agreement
