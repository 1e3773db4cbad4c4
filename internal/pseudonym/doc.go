// Package pseudonym keeps names from leaving a project. It replaces the names of a
// register in texts, and finds what may still say who somebody is.
//
// Words are compared as package words reads them: without case and accents, and
// whole. So "José", "JOSE" and a José written with combining marks are one name, and
// "Rosario" is not "Rosa". Between the words of a name may stand spaces, one line
// end, hyphens, apostrophes and full stops. What follows an apostrophe, as in a
// genitive, is a word of its own and stays.
//
// What is promised, and held by property tests: after replacing, none of the forms
// that the register lists is left in the text, also where a replacement and the words
// beside it would make one.
package pseudonym
