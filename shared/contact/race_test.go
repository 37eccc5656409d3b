//go:build race

package contact_test

// deep is a fault fewer under the race detector, which makes worlds three times
// as dear and finds no more in them: a world has one goroutine.
const deep = 1
