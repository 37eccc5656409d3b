//go:build !race

package contact_test

const deep = 2
