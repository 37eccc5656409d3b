package doctor

import (
	"fmt"
	"strings"
)

// most is how many names a line lists.
const most = 6

// listed are names, as far as a line has room.
func listed(names []string) string {
	if more := len(names) - most; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), more)
	}
	return strings.Join(names, ", ")
}

func count(n int, of string) string {
	if n != 1 {
		of += "s"
	}
	return fmt.Sprintf("%d %s", n, of)
}
