// Package words finds the words of a text, folds them and stems them. It is the
// one place that decides what a word is: the search index, the scan that stands in
// for it, and the check of every hit all ask here.
//
//   - A word is a run of letters, digits and the marks upon them. Apostrophes,
//     hyphens, dots and every other sign end it: "l'école" is l and école,
//     "socio-económico" is socio and económico, "ana@example.org" is three words.
//     A query that contains such a sign asks for the same words side by side, so
//     both the whole and its parts are found, and the range of a part leaves out
//     what belongs to its neighbour.
//   - A number with separators is one word where it can only be a number: 1.234,56
//     and 1 234.56 are both 1234.56, 3,5 is 3.5; 12.03.2019 and § 5.2.1 are not.
//   - Scripts that are written without spaces (Chinese, Japanese, Thai, Lao, Khmer,
//     Burmese) give one word per character; a query finds them as a sequence.
//   - A term is a word after folding: lower case, accents gone, ligatures and
//     width variants resolved. Folding never moves an offset: a [Scanner] reports
//     where the word stands in the text as it is.
//   - A stem is what the inflected forms of a word have in common, by the language
//     of the document. Stems are made from terms, so a query typed without accents
//     meets a text that has them.
//
// No word is left out for being frequent: "la" and "of" are found like any other,
// and a phrase with an article in it means what it says.
//
// English is stemmed by Porter's second algorithm, from a kept library. The library's
// stemmers for Spanish, French and Portuguese need the accents that people leave
// out: of the 196 pairs of inflected forms in the tests they join 112 when both are
// folded and 93 when only the query is, against 158 with all accents in place. The
// stemmers here are written for folded letters and join all 196 (the pairs were at
// hand when the rules were made, so count that as a target reached and not as an
// estimate).
//
// Word boundaries follow the classes of Unicode Standard Annex 29, §4, with the
// differences above; folding is the compatibility decomposition (NFKD, Annex 15)
// without the marks that are accents. Vowel signs of Indic and other scripts are
// no accents and stay.
package words
