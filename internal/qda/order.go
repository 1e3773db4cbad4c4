package qda

// Sibling order is a text key, compared byte by byte, so that moving one thing
// changes one row and never renumbers its neighbours. Keys are fractions in base
// 62 without the leading "0.": between any two different keys there is another.
const orderDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// OrderBetween gives a key that sorts after a and before b. An empty a stands for
// the beginning and an empty b for the end. It requires a < b where both are given
// and gives a key after a where they are not in order.
func OrderBetween(a, b string) string {
	if b != "" && a >= b {
		b = ""
	}
	var key []byte
	bounded := b != ""
	for i := 0; ; i++ {
		lo, hi := 0, len(orderDigits)
		if i < len(a) {
			lo = orderValue(a[i])
		}
		if bounded && i < len(b) {
			hi = orderValue(b[i])
		}
		switch {
		case hi-lo > 1:
			return string(append(key, orderDigits[(lo+hi)/2]))
		case hi-lo == 1:
			// the digit of a with anything larger behind it stays below b
			bounded = false
		}
		key = append(key, orderDigits[lo])
	}
}

func orderValue(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'A' <= c && c <= 'Z':
		return int(c-'A') + 10
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 36
	}
	return 0
}

// OrderKeys gives n keys in ascending order after a, short and evenly spread.
func OrderKeys(a string, n int) []string {
	keys := make([]string, n)
	for i := range keys {
		keys[i] = orderAfter(a)
		a = keys[i]
	}
	return keys
}

// orderAfter counts up in fixed-width steps, so that a thousand appended siblings
// do not make keys of a thousand characters.
func orderAfter(a string) string {
	const width = 4
	key := []byte("0000")
	copy(key, a)
	for i := width - 1; i >= 0; i-- {
		if v := orderValue(key[i]); v < len(orderDigits)-1 {
			key[i] = orderDigits[v+1]
			if i < width-1 {
				key[width-1] = '1' // a key that ends in 0 would leave no room before it
			}
			return string(key)
		}
		key[i] = '0'
	}
	return OrderBetween(a, "")
}
