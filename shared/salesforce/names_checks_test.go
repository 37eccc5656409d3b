package salesforce_test

import (
	"go/ast"
	"maps"
	"slices"
	"strings"
)

// whole are the places that read an event of ours, or make one: each has all of its
// fields.
var whole = map[string][]string{
	"Tieline_Caller_Changed__e": {"events.CallerChanged"},
	"Tieline_Heartbeat__e":      {"events.Heartbeat", "events.NewHeartbeat"},
	"Tieline_Wrap_Up__e":        {"events.WrapUp", "events.NewWrapUp"},
}

// alone are the objects that Salesforce has for itself: of these Go says nothing, but
// for scripts, which may look at them.
var alone = map[string]bool{"Tieline_Flow_Fault__c": true}

// misplaced are the names that stand where they do not belong.
func (s speech) misplaced(m metadata) (found []string) {
	there := map[string]bool{}
	for _, p := range s.places {
		there[p.key] = true
		found = append(found, s.foreign(m, p)...)
		found = append(found, s.mixed(p)...)
	}
	for key := range about {
		if !there[key] {
			found = append(found, key+" has a row, and is not there")
		}
	}
	return sorted(found)
}

// foreign are the names in a place that its objects do not have.
func (s speech) foreign(m metadata, p *place) (found []string) {
	for _, w := range p.words {
		switch {
		case isObject(w) && m[w] == nil:
			found = append(found, p.key+" speaks of "+w+", which is not there")
		case isObject(w) && !s.of[p][w]:
			found = append(found, p.key+" speaks of "+w+", which is not in its row")
		case alone[w] && !strings.HasPrefix(p.key, "scripts/"):
			found = append(found, p.key+" speaks of "+w+", which is Salesforce's alone")
		case !isObject(w) && len(s.of[p]) == 0:
			found = append(found, p.key+" speaks of "+w+", and nobody knows of which object: give it a row")
		case !isObject(w):
			found = append(found, lacking(m, p.key, w, s.of[p])...)
		}
	}
	return found
}

func lacking(m metadata, key, word string, objects map[string]bool) (found []string) {
	for object := range objects {
		if _, is := m[object][strings.Replace(word, "__r", "__c", 1)]; !is {
			found = append(found, key+" speaks of "+word+", which "+object+" does not have")
		}
	}
	return found
}

// mixed tells whether one object meets another in a place: a query the fields of
// another's answer, or an event what is made of another. Each case of a switch is looked
// at by itself, with what stands around the cases.
func (s speech) mixed(p *place) (found []string) {
	if len(s.of[p])+len(s.calls(p.uses)) < 2 || strings.Contains(about[p.key], " ") || p.lists() {
		return nil
	}
	around := s.meets(p.node, isCase)
	if about[p.key] != "" {
		around[about[p.key]] = true
	}
	for _, piece := range append(cases(p.node), nil) {
		met := maps.Clone(around)
		if piece != nil {
			maps.Copy(met, s.meets(piece, func(n ast.Node) bool { return n != piece && isCase(n) }))
		}
		if len(met) > 1 {
			found = append(found, p.key+" puts together "+strings.Join(slices.Sorted(maps.Keys(met)), " and "))
		}
	}
	return found
}

func isCase(n ast.Node) bool {
	_, is := n.(*ast.CaseClause)
	return is
}

func cases(node ast.Node) (all []ast.Node) {
	ast.Inspect(node, func(n ast.Node) bool {
		if isCase(n) {
			all = append(all, n)
		}
		return true
	})
	return all
}

// unread are the fields of our events that a place leaves out which has them all.
func (s speech) unread(m metadata) (found []string) {
	has := map[string]map[string]bool{}
	for _, p := range s.places {
		has[p.key] = s.carries(p)
	}
	for object, fields := range m {
		if !strings.HasSuffix(object, "__e") {
			continue
		}
		if len(whole[object]) == 0 {
			found = append(found, "nobody reads "+object)
		}
		for _, key := range whole[object] {
			for field := range fields {
				if !has[key][field] {
					found = append(found, key+" leaves out "+field+" of "+object)
				}
			}
		}
	}
	return sorted(found)
}

func sorted(found []string) []string {
	slices.Sort(found)
	return slices.Compact(found)
}
