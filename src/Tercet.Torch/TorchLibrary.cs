using System.Runtime.InteropServices;
using TorchSharp;

namespace Tercet.Torch;

/// <summary>
/// Loads TorchSharp's native library, also where the C++ library is older than the one it was linked with, as on Debian 12. It
/// requires the version GLIBCXX_3.4.32 for one symbol, a linker's mark that no code refers to. In a copy of the library that
/// requirement is made weak, which the loader accepts.
/// </summary>
/// <example>
/// <code>
/// TorchLibrary.Load(Console.Error); // before anything else of TorchSharp
/// </code>
/// </example>
public static class TorchLibrary
{
    private const string FileName = "libLibTorchSharp.so";

    private static readonly Lock Gate = new();

    /// <summary>
    /// Loads the library. Call it before anything else of TorchSharp, which copies all of libtorch before it fails.
    /// </summary>
    /// <param name="log">Gets a line where a copy had to be loaded.</param>
    /// <exception cref="DllNotFoundException">The library does not load even so.</exception>
    public static void Load(TextWriter log)
    {
        lock (Gate)
        {
            var assembly = typeof(torch).Assembly;
            if (NativeLibrary.TryLoad("LibTorchSharp", assembly, searchPath: null, out _))
                return;
            var file = File.ReadAllBytes(Find());
            Weaken(file);
            // The copy lies in another folder than libtorch, but a library that is loaded already is found by its name.
            NativeLibrary.Load("torch", assembly, searchPath: null);
            LoadCopy(file);
            log.WriteLine($"TorchSharp: loaded a copy of {FileName} that does not require GLIBCXX_3.4.32 of libstdc++");
        }
    }

    private static string Find()
    {
        var folders = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? AppContext.BaseDirectory;
        return folders.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, FileName)).FirstOrDefault(File.Exists)
            ?? throw new DllNotFoundException(
                $"TorchSharp does not load on {RuntimeInformation.RuntimeIdentifier}. Does the project reference "
                + $"TorchSharp and the libtorch package for this system? (No {FileName} in {folders}.)");
    }

    /// <summary>TorchSharp, too, finds a loaded library by its name; a mapped file stays when it is deleted.</summary>
    private static void LoadCopy(byte[] file)
    {
        var folder = Directory.CreateTempSubdirectory("tercet-torch");
        try
        {
            var copy = Path.Combine(folder.FullName, FileName);
            File.WriteAllBytes(copy, file);
            NativeLibrary.Load(copy);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Marks the requirement as weak, in an ELF file's table of required versions.</summary>
    private static void Weaken(byte[] elf)
    {
        const byte weak = 2; // VER_FLG_WEAK
        var (library, libraries, names) = FindNeeds(elf);
        for (; libraries > 0; libraries--, library += Int32(elf, library + 12)) // Elf64_Verneed: vn_next
        {
            var requirements = Int16(elf, library + 2); // vn_cnt
            var requirement = library + Int32(elf, library + 8); // vn_aux
            for (; requirements > 0; requirements--, requirement += Int32(elf, requirement + 12)) // Elf64_Vernaux: vna_next
            {
                if (!elf.AsSpan(names + Int32(elf, requirement + 8)).StartsWith("GLIBCXX_3.4.32\0"u8)) // vna_name
                    continue;
                elf[requirement + 4] |= weak; // vna_flags
                return;
            }
        }
        throw new DllNotFoundException($"{FileName} does not load, but does not require GLIBCXX_3.4.32.");
    }

    /// <summary>The offset of the table, its number of libraries, and the offset of the names that it refers to.</summary>
    private static (int Start, int Libraries, int Names) FindNeeds(byte[] elf)
    {
        const int versionNeeds = 0x6ffffffe; // SHT_GNU_verneed
        if (!elf.AsSpan().StartsWith("\u007fELF\u0002\u0001"u8))
            throw new DllNotFoundException($"{FileName} is not an ELF file of 64 bits, little-endian.");
        var (sections, size) = (Int32(elf, 40), Int16(elf, 58)); // Elf64_Ehdr: e_shoff, e_shentsize
        for (var i = 0; i < Int16(elf, 60); i++) // e_shnum
        {
            var section = sections + i * size;
            if (Int32(elf, section + 4) != versionNeeds) // Elf64_Shdr: sh_type
                continue;
            var strings = sections + Int32(elf, section + 40) * size; // sh_link
            return (Int32(elf, section + 24), Int32(elf, section + 44), Int32(elf, strings + 24)); // sh_offset, sh_info
        }
        throw new DllNotFoundException($"{FileName} does not load, but requires no version of any library.");
    }

    private static int Int16(byte[] file, int offset) => BitConverter.ToUInt16(file, offset);

    private static int Int32(byte[] file, int offset) => BitConverter.ToInt32(file, offset);
}
