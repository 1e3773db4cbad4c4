package agreement_test

import (
	"fmt"
	"testing"

	"articula/internal/agreement"
	"articula/internal/qda"
)

// The budget: 100,000 characters, 200 codes, 10 coders, about 53,000 segments. All
// 9,000 pairwise tables and 200 ten-coder u-alphas take less than 1.5 s on one core.
const (
	budgetLength, budgetCodes, budgetCoders, budgetPassages = 100_000, 200, 10, 30
)

func BenchmarkPairwiseTablesAndUAlphas(b *testing.B) {
	codings := raw(budgetLength, budgetCodes, budgetCoders, budgetPassages, 42)
	var tables, segments int
	for b.Loop() {
		tables, segments = 0, 0
		for _, coders := range codings {
			apart, runs := make([][]qda.Span, len(coders)), make([][]qda.Span, len(coders))
			for g, spans := range coders {
				apart[g], _ = agreement.Segments(spans, budgetLength)
				runs[g] = agreement.Runs(apart[g])
				segments += len(runs[g])
			}
			for g := range runs {
				for h := g + 1; h < len(runs); h++ {
					if agreement.CrossLanes(runs[g], runs[h], budgetLength).Cohen().Defined {
						tables++
					}
				}
			}
			sums := agreement.SumsOf(agreement.Histogram(runs, budgetLength)).WithSegments(apart, budgetLength)
			if !sums.UAlpha().Defined || !sums.Alpha().Defined {
				b.Fatal("a code has no value")
			}
		}
	}
	b.ReportMetric(float64(segments), "segments")
	b.ReportMetric(float64(tables), "tables")
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/budget")
}

// BenchmarkCompare runs the whole of Compare on the budget case, on one goroutine:
// as one document, and cut into fifty with intervals from drawing documents.
func BenchmarkCompare(b *testing.B) {
	one := scaleStudy(budgetLength, budgetCodes, budgetCoders, budgetPassages, 1)
	many := scaleStudy(budgetLength/50, budgetCodes, budgetCoders, 1, 50)
	for _, c := range []struct {
		name  string
		study agreement.Study
		o     agreement.Options
	}{
		{"characters", one, agreement.Options{SkipIntervals: true, SkipPassages: true}},
		{"characters,passages", one, agreement.Options{SkipIntervals: true}},
		{"characters,turn_bootstrap", one, agreement.Options{SkipPassages: true}},
		{"sentences", one, agreement.Options{Unit: agreement.Sentence, SkipIntervals: true, SkipPassages: true}},
		{"sentences,passages", one, agreement.Options{Unit: agreement.Sentence, SkipIntervals: true}},
		{"characters,50_documents", many, agreement.Options{SkipIntervals: true, SkipPassages: true}},
		{"characters,50_documents,document_bootstrap", many, agreement.Options{SkipPassages: true}},
	} {
		b.Run(c.name, func(b *testing.B) {
			c.o.Job.Workers = 1
			var disagreements int
			for b.Loop() {
				r, err := agreement.Compare(c.study, c.o)
				if err != nil || !r.Pooled.Alpha.Defined {
					b.Fatal(err)
				}
				disagreements = 0
				for _, code := range r.Codes {
					disagreements += len(code.Disagreements)
				}
			}
			b.ReportMetric(float64(len(c.study.Codings)), "codings")
			b.ReportMetric(float64(disagreements), "disagreements")
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/comparison")
		})
	}
}

// BenchmarkDocumentBootstrap draws one code's documents 2,000 times.
func BenchmarkDocumentBootstrap(b *testing.B) {
	for _, documents := range []int{10, 100, 1000} {
		b.Run(fmt.Sprint(documents), func(b *testing.B) {
			sums := make([]agreement.Sums, documents)
			for d := range sums {
				sums[d] = agreement.SumsOf([]int{1000 + d, 30, 20, 40})
			}
			for b.Loop() {
				if agreement.DocumentBootstrap(sums, agreement.Sums.Alpha, agreement.Resampling{Seed: 1}).Uncertainty == nil {
					b.Fatal("no interval")
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/interval")
		})
	}
}

// BenchmarkGamma aligns three coders of fifty units and thirty random continua.
func BenchmarkGamma(b *testing.B) {
	random := splitMix(7)
	coders := make([][]agreement.GammaUnit, 3)
	for range 50 {
		start, length, category := float64(random.below(5000)), 20+float64(random.below(200)), random.below(10)
		for g := range coders {
			if random.below(10) > 0 {
				shift := float64(random.below(20)) - 10
				coders[g] = append(coders[g], agreement.GammaUnit{Start: start + shift, End: start + shift + length, Category: category})
			}
		}
	}
	for b.Loop() {
		r, err := agreement.Gamma(coders, agreement.GammaOptions{Seed: 1, Job: agreement.Job{Workers: 1}})
		if err != nil || !r.Gamma.Defined {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/gamma")
}
