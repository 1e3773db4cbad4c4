package extract

import (
	"regexp"
	"strings"
)

// A stamp is a time of the recording as transcripts write it: 0:07, [00:00:07],
// (0:01 - 0:11), 00:00:01.000 --> 00:00:04.000, #00:12:34-5#.
type stamp struct {
	begin, finish int // milliseconds; finish is -1 where only one time stands there
	length        int // bytes
	wrapped       bool
}

const clock = `(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?`

var (
	stampForm = regexp.MustCompile(`^(?:([\[({<])[ \x{00A0}]*)?` + clock + `(?:[ \x{00A0}]*(?:-->|-|–|—)[ \x{00A0}]*` + clock + `)?[ \x{00A0}]*[\])}>]?`)
	// f4 and easytranscript write the tenths after a hyphen.
	hashForm = regexp.MustCompile(`#(\d{1,2}):(\d{2}):(\d{2})(?:[-.,](\d{1,3}))?#`)
)

// parseStamp reads a stamp at the very start of the line.
func parseStamp(line string) (stamp, bool) {
	if line == "" || !strings.ContainsRune("[({<#0123456789", rune(line[0])) {
		return stamp{}, false
	}
	if line[0] == '#' {
		m := hashForm.FindStringSubmatchIndex(line)
		if m == nil || m[0] != 0 {
			return stamp{}, false
		}
		return hashStamp(line, m), true
	}
	m := stampForm.FindStringSubmatchIndex(line)
	if m == nil {
		return stamp{}, false
	}
	s := stamp{finish: -1, length: m[1], wrapped: m[2] >= 0}
	closed := strings.ContainsAny(line[m[1]-1:m[1]], "])}>")
	if s.wrapped != closed {
		if s.wrapped {
			return stamp{}, false // "(10:30 we met" opens a remark, not a stamp
		}
		s.length-- // the bracket belongs to something before
		for s.length > 0 && (line[s.length-1] == ' ') {
			s.length--
		}
	}
	if s.length < len(line) && !s.wrapped && isDigit(line[s.length]) {
		return stamp{}, false
	}
	var ok bool
	if s.begin, ok = clockMS(line, m[4:12]); !ok {
		return stamp{}, false
	}
	if m[14] >= 0 {
		if s.finish, ok = clockMS(line, m[12:20]); !ok {
			return stamp{}, false
		}
	}
	return s, true
}

func hashStamp(line string, m []int) stamp {
	ms, _ := clockMS(line, m[2:10])
	return stamp{begin: ms, finish: -1, length: m[1] - m[0], wrapped: true}
}

// clockMS turns the groups hours, minutes, seconds, fraction into milliseconds.
// Seconds above 59, and minutes above 59 beside hours, are not times.
func clockMS(line string, g []int) (int, bool) {
	num := func(i int) int {
		n := 0
		for _, c := range line[max(g[2*i], 0):max(g[2*i+1], 0)] {
			n = n*10 + int(c-'0')
		}
		return n
	}
	h, m, s := num(0), num(1), num(2)
	if s > 59 || g[0] >= 0 && m > 59 {
		return 0, false
	}
	ms := ((h*60+m)*60 + s) * 1000
	if g[6] >= 0 {
		f := num(3)
		for range 3 - (g[7] - g[6]) {
			f *= 10
		}
		ms += f
	}
	return ms, true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
