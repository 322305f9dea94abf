// Package container is what the formatters of several languages need: the checks that a container's claims about
// itself could be true, and walks from node to node that end whatever they meet.
package container
