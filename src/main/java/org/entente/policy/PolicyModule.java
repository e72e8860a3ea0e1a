package org.entente.policy;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.util.function.Function;

/** The policies compiled to Java bytecode, once for all the instances that run them. */
final class PolicyModule {

    private final WasmModule module;
    private final Function<Instance, Machine> machine;

    PolicyModule(byte[] wasm) {
        module = Parser.parse(wasm);
        machine = MachineFactoryCompiler.compile(module);
    }

    PolicyInstance instantiate() {
        return new PolicyInstance(Instance.builder(module).withMachineFactory(machine));
    }
}
