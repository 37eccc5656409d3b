package main

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// settings reads one stage's settings and collects their faults, so that one
// run names them all. What is at fault reads as its zero value.
type settings struct {
	context func(key string) any // of the CDK; on the command line every value is a text
	own     map[string]any       // the stage's, from cdk.json
	read    []string
	errs    []error
}

// shape is a pattern and how to say it to people.
type shape struct {
	pattern *regexp.Regexp
	meaning string
}

// value returns the setting, or what the command line puts in its place.
func (s *settings) value(key string) any {
	s.read = append(s.read, key)
	if v := s.context(key); v != nil {
		return v
	}
	return s.own[key]
}

func (s *settings) fault(key, must string) {
	s.errs = append(s.errs, fmt.Errorf("%s: must be %s", key, must))
}

func (s *settings) text(key string, is shape) string {
	text, _ := s.value(key).(string)
	return s.matching(key, text, is)
}

func (s *settings) matching(key, text string, is shape) string {
	if !is.pattern.MatchString(text) {
		s.fault(key, is.meaning)
		return ""
	}
	return text
}

// texts reads a list of at least one, on the command line with commas.
func (s *settings) texts(key string, is shape) []string {
	var list []string
	switch v := s.value(key).(type) {
	case string:
		list = strings.Split(v, ",")
	case []any:
		for _, item := range v {
			list = append(list, fmt.Sprint(item))
		}
	}
	wrong := func(text string) bool { return !is.pattern.MatchString(text) }
	if len(list) == 0 || slices.ContainsFunc(list, wrong) {
		s.fault(key, "a list of at least one, each "+is.meaning)
		return nil
	}
	return list
}

// optional reads a text that may be absent or empty.
func (s *settings) optional(key string, is shape) string {
	if s.absent(key) {
		return ""
	}
	return s.text(key, is)
}

// optionalTexts reads a list that may be absent or empty.
func (s *settings) optionalTexts(key string, is shape) []string {
	if s.absent(key) {
		return nil
	}
	return s.texts(key, is)
}

func (s *settings) absent(key string) bool {
	v := s.value(key)
	list, isList := v.([]any)
	return v == nil || v == "" || isList && len(list) == 0
}

func (s *settings) oneOf(key string, allowed ...string) string {
	text, _ := s.value(key).(string)
	if !slices.Contains(allowed, text) {
		s.fault(key, "one of "+strings.Join(allowed, ", "))
		return ""
	}
	return text
}

func (s *settings) number(key string, least, most int) int {
	n, err := strconv.Atoi(fmt.Sprint(s.value(key)))
	if err != nil || n < least || n > most {
		s.fault(key, fmt.Sprintf("a whole number from %d to %d", least, most))
		return 0
	}
	return n
}

// numberOr reads a number that may be absent.
func (s *settings) numberOr(otherwise int, key string, least, most int) int {
	if s.absent(key) {
		return otherwise
	}
	return s.number(key, least, most)
}

func (s *settings) duration(key string, least, most time.Duration) time.Duration {
	d, err := time.ParseDuration(fmt.Sprint(s.value(key)))
	if err != nil || d < least || d > most {
		s.fault(key, fmt.Sprintf("a duration from %v to %v", least, most))
		return 0
	}
	return d
}

func (s *settings) flag(key string) bool {
	yes, err := strconv.ParseBool(fmt.Sprint(s.value(key)))
	if err != nil {
		s.fault(key, "true or false")
	}
	return yes
}

// faults returns every fault found, and a fault for each setting nobody read.
func (s *settings) faults() []error {
	for _, key := range slices.Sorted(maps.Keys(s.own)) {
		if !slices.Contains(s.read, key) {
			s.errs = append(s.errs, errors.New(key+": there is no such setting"))
		}
	}
	return s.errs
}
