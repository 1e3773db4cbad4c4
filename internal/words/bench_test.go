package words_test

import (
	"strings"
	"testing"

	"articula/internal/words"
)

const sample = `Entrevistadora: ¿Cómo se coordinan ustedes con el ministerio de agricultura? — La coordinación existe en el papel,
pero en la práctica cada programa tiene sus propios técnicos y sus propias metas; nos reunimos cuando hay un problema.
The local office shares its lists with the health team, and the targeting is done together since 2015. L'école d'été
accueille les élèves des ménages bénéficiaires; a coordenação dos programas não é fácil, mas é possível.
`

func BenchmarkScanner(b *testing.B) {
	text := strings.Repeat(sample, 50)
	b.SetBytes(int64(len(text)))
	var s words.Scanner
	n := 0
	for b.Loop() {
		for s.Reset(text); s.Next(); {
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds()/1e6, "Mwords/s")
}
