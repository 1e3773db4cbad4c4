package codebook

import (
	"fmt"
	"math"
)

// Color gives the n-th of any number of things a colour, #rrggbb: hues a golden
// angle apart, so that the first few differ most and none comes twice.
func Color(n int) string {
	return hsl(math.Mod(float64(n)*137.50776+210, 360), 0.55, 0.47)
}

// hsl converts hue (degrees), saturation and lightness (0–1).
func hsl(hue, saturation, lightness float64) string {
	c := (1 - math.Abs(2*lightness-1)) * saturation
	h := hue / 60
	x := c * (1 - math.Abs(math.Mod(h, 2)-1))
	m := lightness - c/2
	rgb := [6][3]float64{{c, x, 0}, {x, c, 0}, {0, c, x}, {0, x, c}, {x, 0, c}, {c, 0, x}}[int(h)%6]
	var out [3]int
	for i, v := range rgb {
		out[i] = int(math.Round((v + m) * 255))
	}
	return fmt.Sprintf("#%02x%02x%02x", out[0], out[1], out[2])
}
