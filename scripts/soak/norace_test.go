//go:build !race

package main

// played are the contacts of the long test.
const played = 2000
