using System.Runtime.InteropServices;
using TorchSharp;

namespace Tercet.Torch;

/// <summary>
/// Loads TorchSharp's native library also where the C++ library is older than the one it was linked with, as on Debian 12. It
/// demands the version GLIBCXX_3.4.32 for the sake of one symbol, a mark for the linker that no code refers to. In a copy
/// the demand is made a weak one, which the loader lets pass.
/// </summary>
public static class TorchLibrary
{
    private const string FileName = "libLibTorchSharp.so";

    private static readonly Lock Gate = new();

    /// <summary>To be called before anything else of TorchSharp, which copies all of libtorch before it gives up.</summary>
    /// <param name="log">Is told where a copy had to be loaded.</param>
    /// <exception cref="DllNotFoundException">It does not load all the same.</exception>
    public static void Load(TextWriter log)
    {
        lock (Gate)
        {
            var assembly = typeof(torch).Assembly;
            if (NativeLibrary.TryLoad("LibTorchSharp", assembly, searchPath: null, out _))
                return;
            var file = File.ReadAllBytes(Find());
            Weaken(file);
            // The copy lies elsewhere than libtorch, but what is loaded already is found by its name.
            NativeLibrary.Load("torch", assembly, searchPath: null);
            LoadCopy(file);
            log.WriteLine($"TorchSharp: loaded a copy of {FileName} that does not insist on GLIBCXX_3.4.32 of libstdc++");
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

    /// <summary>TorchSharp, too, finds by its name what is loaded already; what is mapped stays when its file goes.</summary>
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

    /// <summary>Marks the demand as weak, in the table of what versions an ELF file needs of what libraries.</summary>
    private static void Weaken(byte[] elf)
    {
        const byte weak = 2; // VER_FLG_WEAK
        var (library, libraries, names) = FindNeeds(elf);
        for (; libraries > 0; libraries--, library += Int32(elf, library + 12)) // Elf64_Verneed: vn_next
        {
            var demands = Int16(elf, library + 2); // vn_cnt
            var demand = library + Int32(elf, library + 8); // vn_aux
            for (; demands > 0; demands--, demand += Int32(elf, demand + 12)) // Elf64_Vernaux: vna_next
            {
                if (!elf.AsSpan(names + Int32(elf, demand + 8)).StartsWith("GLIBCXX_3.4.32\0"u8)) // vna_name
                    continue;
                elf[demand + 4] |= weak; // vna_flags
                return;
            }
        }
        throw new DllNotFoundException($"{FileName} does not load, but does not demand GLIBCXX_3.4.32.");
    }

    /// <summary>Where the table begins, of how many libraries it tells, and where the names begin that it points into.</summary>
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
        throw new DllNotFoundException($"{FileName} does not load, but demands no version of any library.");
    }

    private static int Int16(byte[] file, int offset) => BitConverter.ToUInt16(file, offset);

    private static int Int32(byte[] file, int offset) => BitConverter.ToInt32(file, offset);
}
