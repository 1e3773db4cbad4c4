package agreement

import "articula/internal/qda"

// Report is the outcome of [Compare], with all that is needed to run it again.
type Report struct {
	Unit       Unit
	Cover      Cover
	Matching   Matching // for the unit Segment
	Level      Level
	Resampling Resampling
	Coders     []qda.ID

	Codes     []CodeReport // in the order of the study
	Pooled    Pooled       // over all codes that anybody used
	Levels    []LevelReport
	Pairs     []PairReport // every two coders, over all codes that anybody used
	Documents []DocumentReport

	Confusions []Confusion // most frequent first
	Repairs    Repairs
	Ignored    Ignored
}

// CodeReport is the agreement on one code. N of the estimates counts places judged
// by two or more coders: units, or characters.
type CodeReport struct {
	Code   qda.ID
	Reason Reason // why Alpha has no value; "" if it has

	Percent   Estimate
	Alpha     Estimate // the headline: Krippendorff, nominal
	AC1       Estimate
	Kappa     Estimate // Cohen's for two coders, Fleiss' for more
	Positive  Estimate // specific agreement on using the code
	Negative  Estimate // and on leaving it out
	UAlpha    Estimate // for characters: boundaries of segments count too
	AtMost    float64  // share of places that may still disagree where none was seen to (rule of three); 0 where some did
	Sums      Sums
	Used      []int      // codings by coder, in documents that two or more judged; in the order of the study's coders
	Unfilled  []Unfilled // those of them that are in no number, by document and coder
	Histogram [][]int    // [r][h]: places judged by r coders, of whom h applied the code

	// With exactly two coders.
	Table           *Table2
	PrevalenceIndex Estimate
	BiasIndex       Estimate
	KappaMax        Estimate

	// With the unit Segment, in place of the coefficients that need "neither".
	Matched *Matched // summed over the pairs of coders
	Holsti  Estimate
	KappaN  Estimate

	Pairs         []PairReport
	Documents     []DocumentSums
	Disagreements []Disagreement // by document and place
	Kinds         map[Kind]int   // how many of each
}

// PairReport is the agreement of two coders.
type PairReport struct {
	First, Second qda.ID
	Table         Table2
	Matched       Matched // with the unit Segment

	Percent, Alpha, AC1, Kappa, Positive Estimate
}

// DocumentSums is what one document contributes to one code. The coefficients of
// the document are methods of the sums.
type DocumentSums struct {
	Document qda.ID
	Coders   int // who finished it and knew the code
	Unfilled int // codings that fill no unit
	Sums
	Table   *Table2  // with exactly two coders in the study
	Matched *Matched // with the unit Segment
}

// DocumentReport is the agreement on one document over all codes used anywhere.
type DocumentReport struct {
	Document qda.ID
	Unit     Unit // in effect; a document without the partition falls back
	Units    int  // or characters
	Coders   []qda.ID

	Percent, Alpha Estimate
	Disagreed      int // places with a disagreement, counted once per code
}

// Pooled is the agreement over all codes, numerators and denominators pooled apart
// (see [PooledBinaryAlpha]).
type Pooled struct {
	Codes   int // that anybody used
	Percent Estimate
	Alpha   Estimate
	AC1     Estimate
	Kappa   Estimate
	MASI    Estimate // alpha over the sets of codes per place, see [SetRatings.Alpha]
}

// LevelReport is the pooled agreement with codes rolled up. Agreement that rises
// from the leaves to the parents says that siblings are confused.
type LevelReport struct {
	Level          Level
	Codes          int
	Percent, Alpha Estimate
}

// used reports whether anybody applied the code to a place that two judged.
func (c CodeReport) used() bool {
	if c.Matched != nil {
		return *c.Matched != Matched{}
	}
	return c.Sums.Used()
}
