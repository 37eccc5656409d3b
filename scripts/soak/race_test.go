//go:build race

package main

// played are fewer contacts than else: the race detector slows all down.
const played = 400
