package org.entente;

class Probe {}
