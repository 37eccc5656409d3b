package world

import (
	"encoding/csv"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// agreement is how a comparison ends.
var agreement = regexp.MustCompile(`(?m)^(\d+) of (\d+) rows with contacts agree\.$`)

// agreed reports whether a comparison found every row the same, one of each queue
// at least.
func agreed(said string) bool {
	end := agreement.FindStringSubmatch(said)
	return end != nil && end[1] == end[2] && strings.Contains(said, "("+usualQueue+")") && strings.Contains(said, "("+troubledQueue+")")
}

// offeredIn reads from a report how many contacts were offered to each queue, by
// its name.
func offeredIn(sheet string) (map[string]int, error) {
	rows, err := csv.NewReader(strings.NewReader(sheet)).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, errors.New("it is empty")
	}
	queue, count := slices.Index(rows[0], "queue"), slices.Index(rows[0], "offered")
	if queue < 0 || count < 0 {
		return nil, fmt.Errorf("it has only columns %v", rows[0])
	}
	offered := map[string]int{}
	for _, row := range rows[1:] {
		n, err := strconv.Atoi(row[count])
		if err != nil {
			return nil, err
		}
		offered[row[queue]] += n
	}
	return offered, nil
}
