// Package column reads the values of a column of a table that people filled in: which
// type most of them have, and what each of them means as a value of that type.
//
// Values are written as their writers are used to. Many can be read in one way only
// (25/12/2020, 1.234,5) and are read so wherever they stand. Those that can be read in
// two (3/4/2020, 1.234) are read as the rest of the column is, and where the rest says
// nothing, or disagrees, they are counted as doubtful, so that somebody can be asked.
package column
