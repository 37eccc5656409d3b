package connecttest

import (
	"strconv"
	"strings"
)

// operators are those of the flow language (Amazon Connect developer guide,
// "Flow language", conditions). A number operator is not met by what is no number.
var operators = map[string]func(value, operand string) bool{
	"Equals":                 func(v, o string) bool { return v == o },
	"TextStartsWith":         strings.HasPrefix,
	"TextEndsWith":           strings.HasSuffix,
	"TextContains":           strings.Contains,
	"NumberGreaterThan":      numbers(func(v, o float64) bool { return v > o }),
	"NumberGreaterOrEqualTo": numbers(func(v, o float64) bool { return v >= o }),
	"NumberLessThan":         numbers(func(v, o float64) bool { return v < o }),
	"NumberLessOrEqualTo":    numbers(func(v, o float64) bool { return v <= o }),
}

func numbers(met func(value, operand float64) bool) func(string, string) bool {
	return func(value, operand string) bool {
		v, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return false
		}
		o, err := strconv.ParseFloat(operand, 64)
		return err == nil && met(v, o)
	}
}

// met says whether the value meets the condition by any of its operands, which
// may be references, too.
func (v *visit) met(c condition, value string) bool {
	for _, operand := range c.Condition.Operands {
		if operators[c.Condition.Operator](value, v.text(operand)) {
			return true
		}
	}
	return false
}
