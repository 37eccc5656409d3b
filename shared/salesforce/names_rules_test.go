package salesforce_test

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"
)

// about are the objects of those places that have names of fields, or bring several
// objects together, and do not say themselves of which. Of several each has the field.
var about = map[string]string{
	"events.CallerChanged": "Tieline_Caller_Changed__e",
	"events.Heartbeat":     "Tieline_Heartbeat__e",
	"events.NewHeartbeat":  "Tieline_Heartbeat__e",
	"events.WrapUp":        "Tieline_Wrap_Up__e",
	"events.RelayedKey":    "Tieline_Caller_Changed__e Tieline_Heartbeat__e Tieline_Wrap_Up__e",
	"infra.Relays.used":    "Tieline_Caller_Changed__e Tieline_Heartbeat__e Tieline_Wrap_Up__e",

	"functions/salesforce-events/handler.handler.wrapUp": "Tieline_Wrap_Up__e",

	"shared/salesforce.Written":      "Tieline_Alert__c Tieline_Health__c Tieline_Interaction__c",
	"shared/salesforce.agent":        "Tieline_Interaction__c",
	"shared/salesforce.alertFences":  "Tieline_Alert__c",
	"shared/salesforce.alertRecord":  "Tieline_Alert__c",
	"shared/salesforce.anyLink":      "Tieline_Interaction__c",
	"shared/salesforce.chain":        "Tieline_Interaction__c",
	"shared/salesforce.fence":        "Tieline_Interaction__c",
	"shared/salesforce.healthRecord": "Tieline_Health__c",
	"shared/salesforce.leadFirst":    "Tieline_Interaction__c",
	"shared/salesforce.parent":       "Tieline_Interaction__c",
	"shared/salesforce.record":       "Tieline_Interaction__c",
	"shared/salesforce.wrapUpRow":    "Tieline_Interaction__c",
}

// mostly is the object of those places of a folder that say none: both compare contacts
// with their records.
var mostly = map[string]string{"scripts/soak": "Tieline_Interaction__c", "scripts/world": "Tieline_Interaction__c"}

// general are places that read the refusal of whatever record: who uses them is not
// about the interactions whose fields they know.
var general = map[string]bool{"shared/salesforce.fence": true, "shared/salesforce.rows": true}

// speech is all that Go says of Salesforce: its places, and the objects of each.
type speech struct {
	*checked
	places map[types.Object]*place
	of     map[*place]map[string]bool
}

// listen finds the objects of each place: its row says them, or its own words, or what
// it is made of, as far as that goes. What it calls is not part of it.
func listen(c *checked) speech {
	s := speech{c, c.places(), map[*place]map[string]bool{}}
	for grown := true; grown; {
		grown = false
		for _, p := range s.places {
			all := s.objects(p)
			grown = grown || len(all) != len(s.of[p])
			s.of[p] = all
		}
	}
	return s
}

func (s speech) objects(p *place) map[string]bool {
	if row := about[p.key]; row != "" {
		return set(strings.Fields(row))
	}
	all := s.own(p.words, p.uses)
	if folder, _, _ := strings.Cut(p.key, "."); len(all) == 0 && len(p.words) > 0 && mostly[folder] != "" {
		all[mostly[folder]] = true
	}
	return all
}

func (s speech) own(words []string, uses []types.Object) map[string]bool {
	all := map[string]bool{}
	for _, w := range words {
		if isObject(w) {
			all[w] = true
		}
	}
	for _, u := range uses {
		if _, called := u.(*types.Func); !called {
			maps.Copy(all, s.passed(u))
		}
	}
	return all
}

// passed are the objects that a place passes on to where it is used. A row of several,
// and a list of objects, tell of none which of them it is.
func (s speech) passed(o types.Object) map[string]bool {
	p := s.places[o]
	if p == nil || general[p.key] || strings.Contains(about[p.key], " ") || p.lists() {
		return nil
	}
	return s.of[p]
}

// lists tells whether a place only names several objects.
func (p *place) lists() bool {
	return len(set(p.words)) > 1 && !slices.ContainsFunc(p.words, func(w string) bool { return !isObject(w) })
}

// meets are the objects of a piece of code and of what it calls.
func (s speech) meets(node ast.Node, apart func(ast.Node) bool) map[string]bool {
	words, uses := s.said(node, apart)
	all := s.own(words, uses)
	maps.Copy(all, s.calls(uses))
	return all
}

// calls are the objects of what is called, and is about one.
func (s speech) calls(uses []types.Object) map[string]bool {
	all := map[string]bool{}
	for _, u := range uses {
		if called := s.passed(u); len(called) == 1 {
			maps.Copy(all, called)
		}
	}
	return all
}

// carries are the fields of a place; a struct has those of what it is made of, too.
func (s speech) carries(p *place) map[string]bool {
	all := set(p.words)
	if _, is := p.node.(*ast.TypeSpec); !is {
		return all
	}
	for _, u := range p.uses {
		if part := s.places[u]; part != nil {
			maps.Copy(all, set(part.words))
		}
	}
	return all
}

// isObject tells an object's name from a field's.
func isObject(name string) bool { return strings.HasPrefix(name, "Tieline_") }

func set(names []string) map[string]bool {
	all := map[string]bool{}
	for _, n := range names {
		all[n] = true
	}
	return all
}
