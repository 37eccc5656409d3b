package main

import (
	"context"

	"tieline/shared/fault"
)

// life is one run of a function. One that is killed does nothing any more: what
// it still asks of others fails, and nobody hears what it answers.
type life struct {
	left int // calls of others before it is killed; negative: it is not
	dead bool
}

type lifeKey struct{}

// errDead is what a dead function would get, and nobody sees.
var errDead = fault.Errorf(fault.Unavailable, "the function is dead")

// begin begins a run of a function, which is killed in so many of all.
func begin(c *Clock, killed float64) (context.Context, *life) {
	l := &life{left: -1}
	if c.Chance(killed) {
		l.left = c.dice.IntN(12)
	}
	return context.WithValue(context.Background(), lifeKey{}, l), l
}

// alive counts a call of others, and says whether the function still lives to
// make it. One without a life of its own, as a log-in that serves many, lives.
func alive(ctx context.Context) bool {
	l, _ := ctx.Value(lifeKey{}).(*life)
	switch {
	case l == nil:
		return true
	case l.left == 0:
		l.dead = true
	case l.left > 0:
		l.left--
	}
	return !l.dead
}
