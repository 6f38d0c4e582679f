"""The files of evidence: what may be kept, checked by its content; the folder where they lie; and addresses as links.

Knows no request, no screen and no log: what stands behind what is said by events, in `actions/evidence.py`.
"""
